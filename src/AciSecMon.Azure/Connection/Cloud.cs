namespace AciSecMon.Azure.Connection;

/// <summary>The addresses of a cloud. Source: azure-facts, I.4 (auth scopes), and azure-facts-2, G.2.1 (Microsoft Graph); names as Connect-AzAccount has them.</summary>
/// <param name="Name">Name of the cloud.</param>
/// <param name="ResourceManager">Resource Manager.</param>
/// <param name="Authority">Where tokens come from.</param>
/// <param name="Directory">Microsoft Graph; null where the address is not known.</param>
/// <param name="LogAnalytics">Queries of Log Analytics, and the audience of their tokens (azure-facts, B.6); null where the address is not known.</param>
internal sealed record Cloud(string Name, Uri ResourceManager, Uri Authority, Uri? Directory, Uri? LogAnalytics)
{
    private static readonly Cloud[] Known =
    [
        new("AzureCloud", new("https://management.azure.com"), new("https://login.microsoftonline.com"), new("https://graph.microsoft.com"), new("https://api.loganalytics.io")),
        new("AzureUSGovernment", new("https://management.usgovcloudapi.net"), new("https://login.microsoftonline.us"), new("https://graph.microsoft.us"), new("https://api.loganalytics.us")),
        new("AzureChinaCloud", new("https://management.chinacloudapi.cn"), new("https://login.chinacloudapi.cn"), new("https://microsoftgraph.chinacloudapi.cn"), new("https://api.loganalytics.azure.cn")),
    ];

    /// <summary>True where a cloud is no sovereign one, as far as is known: that of a custom address is taken for commercial.</summary>
    public static bool IsCommercial(string name) => name is not ("AzureUSGovernment" or "AzureChinaCloud");

    /// <summary>
    /// True where tokens come from an authority of the cloud's own, such as that of Azure Stack. The sign-in library asks the public cloud whether an authority is one
    /// that it knows, which this one is not, and which a cloud that is cut off cannot reach. Source: Azure.Identity, DisableInstanceDiscovery
    /// (https://learn.microsoft.com/dotnet/api/azure.identity.clientsecretcredentialoptions.disableinstancediscovery).
    /// </summary>
    public bool HasOwnAuthority => !Array.Exists(Known, known => string.Equals(known.Authority.Host, Authority.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Audience of tokens for Resource Manager.</summary>
    public string Audience => ResourceManager.GetLeftPart(UriPartial.Authority);

    /// <summary>The cloud that a request means.</summary>
    /// <exception cref="AciProblemException">The name or an address is wrong.</exception>
    public static Cloud Of(ConnectionRequest request)
    {
        Cloud cloud = request.Environment is null ? Known[0] : Array.Find(Known, c => string.Equals(c.Name, request.Environment, StringComparison.OrdinalIgnoreCase))
            ?? throw Wrong($"The cloud '{request.Environment}' is not known.", request.Environment, $"Give one of {string.Join(", ", Known.Select(static c => c.Name))}, or addresses with -Endpoint.");
        if (request.Endpoint.Count == 0) return cloud;
        return cloud with
        {
            Name = request.Environment is null ? "Custom" : cloud.Name,
            ResourceManager = AddressOf(request, "ResourceManager") ?? cloud.ResourceManager,
            Authority = AddressOf(request, "Authority") ?? cloud.Authority,

            // A cloud of its own has a directory and logs of its own: those of another cloud would get a token that is none of their business.
            Directory = AddressOf(request, "Graph") ?? (request.Environment is null ? null : cloud.Directory),
            LogAnalytics = AddressOf(request, "LogAnalytics") ?? (request.Environment is null ? null : cloud.LogAnalytics),
        };
    }

    private static Uri? AddressOf(ConnectionRequest request, string name)
    {
        string? text = request.Endpoint.FirstOrDefault(e => string.Equals(e.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
        if (text is null) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw Wrong($"The address of {name} is no https address.", name, "Give it as https://host.");
    }

    private static AciProblemException Wrong(string message, string target, string advice) => new(new AciProblem
    {
        Id = "AciEnvironmentInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Target = target,
        Recommendation = advice,
    });
}
