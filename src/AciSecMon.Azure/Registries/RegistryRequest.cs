namespace AciSecMon.Azure.Registries;

/// <summary>A request to a registry.</summary>
/// <param name="Method">Method.</param>
/// <param name="Path">Path and query.</param>
internal sealed record RegistryRequest(HttpMethod Method, string Path)
{
    /// <summary>What may come.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>Token of the registry; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Form; null for none.</summary>
    public IReadOnlyList<(string Name, string Value)>? Form { get; init; }

    /// <summary>A GET.</summary>
    public static RegistryRequest Get(string path) => new(HttpMethod.Get, path);

    /// <summary>A POST of a form.</summary>
    public static RegistryRequest Post(string path, params (string Name, string Value)[] form) => new(HttpMethod.Post, path) { Form = form };

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path.Split('?')[0]}";
}
