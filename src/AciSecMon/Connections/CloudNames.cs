namespace AciSecMon.Connections;

/// <summary>The clouds by the names that Connect-AzAccount has for them.</summary>
internal static class CloudNames
{
    /// <summary>Names with what they stand for.</summary>
    public static readonly (string Name, string ToolTip)[] All =
    [
        ("AzureCloud", "Azure public cloud (default)"),
        ("AzureUSGovernment", "Azure US Government"),
        ("AzureChinaCloud", "Azure in China, operated by 21Vianet"),
    ];

    /// <summary>The name as it is spelled.</summary>
    /// <exception cref="AciProblemException">There is no such cloud.</exception>
    public static string Spelled(string name) =>
        Array.Find(All, cloud => cloud.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Name ?? throw new AciProblemException(new AciProblem
        {
            Id = "AciEnvironmentUnknown",
            Kind = AciProblemKind.InvalidArgument,
            Message = $"There is no environment '{name}'.",
            Target = name,
            Recommendation = $"Use {string.Join(", ", All.Select(static cloud => cloud.Name))}. For a cloud of its own, leave -Environment out and give its addresses with -Endpoint.",
        });
}
