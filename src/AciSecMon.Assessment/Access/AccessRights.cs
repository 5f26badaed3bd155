namespace AciSecMon.Assessment.Access;

/// <summary>The actions behind the rights on container groups. Source: azure-facts, G (dangerous rights) and F (operations of Container Instances).</summary>
internal static class AccessRights
{
    private const string Group = "Microsoft.ContainerInstance/containerGroups";

    private static readonly (AciAccessRight Right, string Action)[] Actions =
    [
        (AciAccessRight.Read, Group + "/read"),
        (AciAccessRight.ReadLogs, Group + "/containers/logs/read"),
        (AciAccessRight.Operate, Group + "/restart/action"),
        (AciAccessRight.WriteDiagnostics, "Microsoft.Insights/diagnosticSettings/write"),
        (AciAccessRight.RemoveDiagnostics, "Microsoft.Insights/diagnosticSettings/delete"),
        (AciAccessRight.Delete, Group + "/delete"),
        (AciAccessRight.Attach, Group + "/containers/attach/action"),
        (AciAccessRight.Exec, Group + "/containers/exec/action"),
        (AciAccessRight.AssignIdentity, "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"),
        (AciAccessRight.Write, Group + "/write"),
        (AciAccessRight.AssignRoles, "Microsoft.Authorization/roleAssignments/write"),
    ];

    /// <summary>The action that stands for a right.</summary>
    public static string ActionOf(AciAccessRight right) => Actions[(int)right].Action;

    /// <summary>The rights that permissions give.</summary>
    public static RightSet Of(IEnumerable<RolePermission> permissions)
    {
        RightSet rights = default;
        foreach (RolePermission permission in permissions)
        {
            foreach ((AciAccessRight right, string action) in Actions)
            {
                if (!rights.Has(right) && permission.Grants(action)) rights = rights.With(right);
            }
        }

        return rights;
    }
}

/// <summary>Some of the rights.</summary>
/// <param name="Bits">One bit for each.</param>
internal readonly record struct RightSet(int Bits)
{
    /// <summary>Rights that take over, blind or end a workload.</summary>
    public static RightSet Dangers { get; } = default(RightSet).With(AciAccessRight.ReadLogs).With(AciAccessRight.WriteDiagnostics).With(AciAccessRight.RemoveDiagnostics).With(AciAccessRight.Delete)
        .With(AciAccessRight.Attach).With(AciAccessRight.Exec).With(AciAccessRight.AssignIdentity).With(AciAccessRight.Write).With(AciAccessRight.AssignRoles);

    /// <summary>Rights that change something.</summary>
    public static RightSet Changes { get; } = Dangers.Without(default(RightSet).With(AciAccessRight.ReadLogs)).With(AciAccessRight.Operate);

    public bool IsEmpty => Bits == 0;

    public bool Has(AciAccessRight right) => (Bits & (1 << (int)right)) != 0;

    public RightSet With(AciAccessRight right) => new(Bits | (1 << (int)right));

    public RightSet And(RightSet other) => new(Bits | other.Bits);

    public RightSet Without(RightSet other) => new(Bits & ~other.Bits);

    public RightSet Common(RightSet other) => new(Bits & other.Bits);

    /// <summary>The rights, from harmless to dangerous.</summary>
    public AciAccessRight[] ToArray()
    {
        RightSet self = this;
        return [.. Enum.GetValues<AciAccessRight>().Where(right => self.Has(right))];
    }
}
