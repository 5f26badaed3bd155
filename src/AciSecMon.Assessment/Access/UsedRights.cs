namespace AciSecMon.Assessment.Access;

/// <summary>Which right an operation takes.</summary>
internal static class UsedRights
{
    /// <summary>The right; null for operations that take none of those on container groups.</summary>
    public static AciAccessRight? Of(AciActivityKind kind) => kind switch
    {
        AciActivityKind.Exec => AciAccessRight.Exec,
        AciActivityKind.Attach => AciAccessRight.Attach,
        AciActivityKind.Write => AciAccessRight.Write,
        AciActivityKind.Delete => AciAccessRight.Delete,
        AciActivityKind.Start or AciActivityKind.Stop or AciActivityKind.Restart => AciAccessRight.Operate,
        AciActivityKind.WriteDiagnostics => AciAccessRight.WriteDiagnostics,
        AciActivityKind.RemoveDiagnostics => AciAccessRight.RemoveDiagnostics,
        AciActivityKind.AssignRole => AciAccessRight.AssignRoles,
        AciActivityKind.AssignIdentity => AciAccessRight.AssignIdentity,
        _ => null,
    };
}
