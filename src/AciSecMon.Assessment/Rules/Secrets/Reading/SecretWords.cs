using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>The words of messages about secrets. They name things and kinds, never values.</summary>
internal static class SecretWords
{
    /// <summary>A kind with its article: a password, an access token.</summary>
    public static string A(string kind) => kind switch
    {
        SecretKinds.RandomText => "text that looks randomly generated",
        _ when kind.Length > 0 && "aeioAEIO".Contains(kind[0], StringComparison.Ordinal) => $"an {kind}",
        _ => $"a {kind}",
    };

    public static string Of(Container container) => $"{(container.IsInit ? "init container" : "container")} '{DisplayName.Of(container.DisplayName)}'";

    public static string Of(EnvironmentVariable variable, Container container) => $"the variable '{DisplayName.Of(variable.DisplayName)}' of {Of(container)}";

    public static string Of(Volume volume) => $"the volume '{DisplayName.Of(volume.Key)}'";

    /// <summary>The secure inputs of a value, to stand after "from".</summary>
    public static string SecureSources(Origins origins)
    {
        var names = new List<string>();
        foreach (Origin origin in origins.Members)
        {
            if (!origin.IsSecure) continue;
            string name = origin.Kind switch
            {
                OriginKind.ListFunction => $"the function {DisplayName.Of(origin.Name)}",
                OriginKind.KeyVaultReference => $"the Key Vault reference for '{DisplayName.Of(origin.Name)}'",
                _ => $"the secure parameter '{DisplayName.Of(origin.Name)}'",
            };
            if (!names.Contains(name)) names.Add(name);
        }

        return Join(names);
    }

    /// <summary>The parameters of a value that are not secure; empty where there are none.</summary>
    public static string PlainParameters(Origins origins)
    {
        var names = new List<string>();
        foreach (Origin origin in origins.Members)
        {
            string name = $"'{DisplayName.Of(origin.Name)}'";
            if (origin is { Kind: OriginKind.Parameter, IsSecure: false } && !names.Contains(name)) names.Add(name);
        }

        return Join(names);
    }

    private static string Join(List<string> names) => names.Count switch
    {
        0 => string.Empty,
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };
}
