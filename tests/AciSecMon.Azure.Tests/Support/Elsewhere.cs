namespace AciSecMon.Azure.Tests.Support;

/// <summary>Connections to a cloud that a script plays.</summary>
internal static class Elsewhere
{
    public const string One = "11111111-1111-1111-1111-111111111111";
    public const string Two = "22222222-2222-2222-2222-222222222222";
    public const string Tenant = "99999999-9999-9999-9999-999999999999";

    /// <summary>The list of subscriptions with two in it.</summary>
    public const string Subscriptions =
        $$"""{"value":[{"subscriptionId":"{{One}}","displayName":"Shop","tenantId":"{{Tenant}}"},{"subscriptionId":"{{Two}}","displayName":"Lab","tenantId":"{{Tenant}}"}]}""";

    /// <summary>The other end of the wire.</summary>
    public static AzureWire WireOf(HttpMessageHandler handler) => new()
    {
        Handler = handler,
        GetTokenAsync = static (_, _) => new(new AccessGrant("t", DateTimeOffset.MaxValue)),
        ResourceManager = new Uri("https://management.elsewhere.example"),
        Name = "Elsewhere",
        Account = "tester",
        TenantId = Tenant,
        Clock = new ManualClock(),
    };

    /// <summary>Connects.</summary>
    public static Task<AciConnection> ConnectAsync(AzureEngine engine, HttpMessageHandler handler, IAciPipeline pipeline, string[]? subscription = null, string? managementGroup = null) => engine.ConnectAsync(
        new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Subscription = subscription ?? [], ManagementGroup = managementGroup, Wire = WireOf(handler) },
        pipeline, TestContext.Current.CancellationToken);
}
