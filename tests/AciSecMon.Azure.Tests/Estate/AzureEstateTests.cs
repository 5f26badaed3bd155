using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Estate;

/// <summary>The estate behind a connection: few requests, and nothing lost silently.</summary>
public sealed class AzureEstateTests
{
    private const string One = "11111111-1111-1111-1111-111111111111";
    private const string Two = "22222222-2222-2222-2222-222222222222";
    private const string Group = $"/subscriptions/{One}/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/web";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_come_page_by_page_from_the_index()
    {
        string other = Group.Replace(One, Two, StringComparison.Ordinal);
        var wire = new Wire().Then(200, $$"""{"data":[{"id":"{{Group}}"}],"$skipToken":"t"}""").Then(200, $$"""{"data":[{"id":"{{other}}"}]}""");
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await GroupsAsync(estate, new GroupSelection { Name = ["web"] });

        Assert.Equal([Group, other], Ids(pages));
        Assert.All(pages, static p => Assert.False(p.IsWhole));
        Assert.Contains("name in~ ('web')", (string)JsonNode.Parse(wire.All[1].Body)!["query"]!, StringComparison.Ordinal);
        Assert.Equal(3, wire.Requests.Count);
    }

    [Fact]
    public async Task Only_a_subscription_of_which_nothing_was_seen_is_asked_by_itself_and_only_once()
    {
        var wire = new Wire().Always(static s => s.Method == "POST" ? Wire.Answer(200, $$"""{"data":[{"id":"{{Group}}"}]}""") : Wire.Answer(409, Wire.Error("MissingSubscriptionRegistration", "not registered")));
        ILiveEstate estate = await EstateAsync(wire);

        Assert.Empty((await GroupsAsync(estate, new GroupSelection())).SelectMany(static p => p.Unread));
        Assert.Empty((await GroupsAsync(estate, new GroupSelection())).SelectMany(static p => p.Unread));

        Assert.Equal(
            [$"GET /subscriptions/{Two}/providers/Microsoft.ContainerInstance/containerGroups?api-version=2025-09-01"],
            wire.All.Skip(1).Select(static s => s.ToString()).Where(static s => s.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_named_subscription_that_cannot_be_read_is_told_and_the_others_are_read()
    {
        const string Hidden = "33333333-3333-3333-3333-333333333333";
        var wire = new Wire().Always(200, """{"data":[{"id":"/a"}]}""");
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await GroupsAsync(estate, new GroupSelection { SubscriptionId = [Hidden, One] });

        UnreadPart unread = Assert.Single(pages.SelectMany(static p => p.Unread));
        Assert.Equal((UnreadReason.Refused, "/subscriptions/" + Hidden), (unread.Reason, unread.Target));
        Assert.Equal(["/a"], Ids(pages));
        Assert.Equal($"""["{One}"]""", JsonNode.Parse(wire.All[1].Body)!["subscriptions"]!.ToJsonString());
    }

    [Theory]
    [InlineData(403, "Refused")]
    [InlineData(500, "Incomplete")]
    public async Task A_fault_in_between_leaves_what_was_read_and_is_told(int status, string reason)
    {
        var wire = new Wire().Then(200, """{"data":[{"id":"/a"}],"$skipToken":"t"}""").Always(status, Wire.Error("X", "no"));
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await GroupsAsync(estate, new GroupSelection());

        Assert.Equal(["/a"], Ids(pages));
        Assert.Equal(reason, Assert.Single(pages[^1].Unread).Reason.ToString());
    }

    [Fact]
    public async Task A_group_that_the_index_does_not_carry_yet_is_read_by_itself()
    {
        var wire = new Wire().Then(200, """{"data":[]}""").Then(200, $$"""{"id":"{{Group}}"}""");
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await GroupsAsync(estate, new GroupSelection { ResourceId = [Group] });

        Assert.Equal([Group], Ids(pages));
        Assert.Equal($"GET {Group}?api-version=2025-09-01", wire.All[2].ToString());
        Assert.True(pages[^1].IsWhole);
    }

    [Fact]
    public async Task A_group_that_is_nowhere_is_gone()
    {
        ILiveEstate estate = await EstateAsync(new Wire().Then(200, """{"data":[]}""").Then(404, Wire.Error("ResourceNotFound", "no")));

        List<LivePage> pages = await GroupsAsync(estate, new GroupSelection { ResourceId = [Group] });

        Assert.Equal((UnreadReason.Gone, Group), (Assert.Single(pages[^1].Unread).Reason, pages[^1].Unread[0].Target));
    }

    [Fact]
    public async Task Facets_are_read_by_the_calls_that_azure_knows()
    {
        var wire = new Wire().Always(static s => Wire.Answer(200, s.Address.AbsolutePath.EndsWith("diagnosticSettings", StringComparison.Ordinal) ? """{"value":[{"name":"d"}]}""" : $$"""{"id":"{{Group}}","name":"web"}"""));
        ILiveEstate estate = await EstateAsync(wire);

        GroupFacets facets = Assert.Single(await FacetsAsync(estate, [Group], Facet.InstanceView, Facet.Diagnostics));

        Assert.Equal(("web", "d"), (facets.Whole!["name"].ToString(), Assert.Single(facets.DiagnosticSettings!)["name"].ToString()));
        Assert.Contains($"GET {Group}?api-version=2025-09-01", wire.All.Select(static s => s.ToString()));
        Assert.Contains($"GET {Group}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview", wire.All.Select(static s => s.ToString()));
    }

    [Fact]
    public async Task What_is_refused_names_the_action_that_is_missing()
    {
        const string Said = "The client 'x' does not have authorization to perform action 'Microsoft.Insights/diagnosticSettings/read' over scope '/subscriptions/s'.";
        var wire = new Wire().Always(static s => s.Address.AbsolutePath.EndsWith("diagnosticSettings", StringComparison.Ordinal)
            ? Wire.Answer(403, Wire.Error("AuthorizationFailed", Said))
            : Wire.Answer(404, Wire.Error("ResourceNotFound", "gone")));
        ILiveEstate estate = await EstateAsync(wire);

        GroupFacets facets = Assert.Single(await FacetsAsync(estate, [Group], Facet.InstanceView, Facet.Diagnostics));

        Assert.Null(facets.Whole);
        Assert.Null(facets.DiagnosticSettings);
        Assert.Equal([(UnreadReason.Gone, null), (UnreadReason.Refused, "Microsoft.Insights/diagnosticSettings/read")], facets.Unread.Select(static u => (u.Reason, u.MissingAction)));
    }

    [Fact]
    public async Task Neighbours_of_every_kind_take_one_query_and_rows_that_nobody_refers_to_are_left_out()
    {
        var wire = new Wire().Always(200, """
            {"data":[
              {"id":"/r","name":"contoso","type":"microsoft.containerregistry/registries"},
              {"id":"/s","name":"contoso","type":"microsoft.storage/storageaccounts"},
              {"id":"/v","name":"net","type":"microsoft.network/virtualnetworks"}]}
            """);
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await NeighboursAsync(estate, [Facet.Registries, Facet.Network, Facet.Storage],
            new(Facet.Registries, null, "contoso-a1b2.azurecr.io"),
            new(Facet.Network, $"/subscriptions/{Two}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/net/subnets/aci", "net/aci"),
            new(Facet.Storage, null, "files"));

        Assert.Equal(["/r", "/v"], Ids(pages));
        Assert.Equal(2, wire.Requests.Count);
        string query = (string)JsonNode.Parse(wire.All[1].Body)!["query"]!;
        Assert.Contains("name in~ ('contoso', 'files', 'net')", query, StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse(wire.All[1].Body)!["subscriptions"]);
    }

    [Fact]
    public async Task Very_many_neighbours_are_asked_for_by_type()
    {
        var wire = new Wire().Always(200, """{"data":[{"id":"/r7","name":"r7","type":"microsoft.containerregistry/registries"},{"id":"/x","name":"x","type":"microsoft.containerregistry/registries"}]}""");
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await NeighboursAsync(estate, [Facet.Registries], [.. Enumerable.Range(0, 1000).Select(static i => new NeighbourReference(Facet.Registries, null, $"r{i}.azurecr.io"))]);

        Assert.Equal(["/r7"], Ids(pages));
        Assert.Equal(2, wire.Requests.Count);
    }

    [Fact]
    public async Task A_key_is_read_on_the_management_plane_of_its_vault()
    {
        const string Vault = $"/subscriptions/{Two}/resourceGroups/sec/providers/Microsoft.KeyVault/vaults/kv";
        var wire = new Wire()
            .Then(200, $$"""{"data":[{"id":"{{Vault}}","name":"kv","type":"microsoft.keyvault/vaults"}]}""")
            .Then(200, $$"""{"id":"{{Vault}}/keys/data","type":"Microsoft.KeyVault/vaults/keys"}""");
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await NeighboursAsync(estate, [Facet.Keys], new NeighbourReference(Facet.Keys, null, "kv/data"));

        Assert.Equal($"GET {Vault}/keys/data?api-version=2023-07-01", wire.All[2].ToString());
        Assert.Contains($"{Vault}/keys/data", Ids(pages));
    }

    [Fact]
    public async Task Role_assignments_are_read_with_their_definitions()
    {
        var wire = new Wire()
            .Then(200, """{"data":[{"id":"/ra","type":"microsoft.authorization/roleassignments","subscriptionId":"@","properties":{"principalId":"p","roleDefinitionId":"/x/roleDefinitions/owner"}}]}""".Replace("@", One, StringComparison.Ordinal))
            .Then(200, """{"data":[{"id":"/rd","type":"microsoft.authorization/roledefinitions"}]}""");
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await ReadAsync(estate.ReadNeighboursAsync(
            new NeighbourRequest { Facets = new HashSet<Facet> { Facet.RoleAssignments }, References = [], PrincipalIds = ["p", "P"], SubscriptionIds = [One] }, new Recorder(), Stop));

        Assert.Equal(["/ra", "/rd"], Ids(pages));
        JsonNode first = JsonNode.Parse(wire.All[1].Body)!;
        Assert.StartsWith("authorizationresources | where type in~ ('microsoft.authorization/roleassignments') and tostring(properties.principalId) in~ ('p')", (string)first["query"]!, StringComparison.Ordinal);
        Assert.Equal("AtScopeAboveAndBelow", (string)first["options"]!["authorizationScopeFilter"]!);
        Assert.Contains("name in~ ('owner')", (string)JsonNode.Parse(wire.All[2].Body)!["query"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_without_assignments_is_asked_whether_they_may_be_read_at_all()
    {
        const string Rows = $$"""{"data":[{"id":"/ra","subscriptionId":"{{One}}","properties":{"principalId":"p","roleDefinitionId":"owner"} }]}""";
        var wire = new Wire().Always(static s => s.Method == "GET" ? Wire.Answer(403, Wire.Error("AuthorizationFailed", "no")) : Wire.Answer(200, s.Body.Contains("roleassignments", StringComparison.Ordinal) ? Rows : """{"data":[]}"""));
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await ReadAsync(estate.ReadNeighboursAsync(
            new NeighbourRequest { Facets = new HashSet<Facet> { Facet.RoleAssignments }, References = [], PrincipalIds = ["p", "q"], SubscriptionIds = [One, Two] }, new Recorder(), Stop));

        UnreadPart unread = Assert.Single(pages.SelectMany(static p => p.Unread));
        Assert.Equal((Facet.RoleAssignments, "/subscriptions/" + Two, UnreadReason.Refused, "Microsoft.Authorization/roleAssignments/read"), (unread.Facet, unread.Target, unread.Reason, unread.MissingAction));
        Assert.Equal(
            [$"GET /subscriptions/{Two}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=principalId%20eq%20%27p%27"],
            wire.All[1..].Where(static s => s.Method == "GET").Select(static s => s.ToString()));
    }

    [Fact]
    public async Task Locks_and_plans_are_one_call_for_each_subscription()
    {
        var wire = new Wire().Always(static s => s.Address.AbsolutePath.Contains(Two, StringComparison.Ordinal) ? Wire.Answer(403, Wire.Error("AuthorizationFailed", "no")) : Wire.Answer(200, """{"value":[{"name":"x"}]}"""));
        ILiveEstate estate = await EstateAsync(wire);

        List<LivePage> pages = await ReadAsync(estate.ReadNeighboursAsync(
            new NeighbourRequest { Facets = new HashSet<Facet> { Facet.Locks, Facet.Defender }, References = [], SubscriptionIds = [One, Two] }, new Recorder(), Stop));

        Assert.Equal(
            [
                $"GET /subscriptions/{One}/providers/Microsoft.Authorization/locks?api-version=2020-05-01", $"GET /subscriptions/{One}/providers/Microsoft.Security/pricings?api-version=2024-01-01",
                $"GET /subscriptions/{Two}/providers/Microsoft.Authorization/locks?api-version=2020-05-01", $"GET /subscriptions/{Two}/providers/Microsoft.Security/pricings?api-version=2024-01-01",
            ],
            wire.All[1..].Select(static s => s.ToString()));
        Assert.Equal(["Microsoft.Authorization/locks/read", "Microsoft.Security/pricings/read"], pages.SelectMany(static p => p.Unread).Select(static u => u.MissingAction));
    }

    [Fact]
    public async Task Two_sessions_read_at_once_and_do_not_mix()
    {
        ILiveEstate first = await EstateAsync(new Wire().Always(200, """{"data":[{"id":"/first"}]}"""));
        ILiveEstate second = await EstateAsync(new Wire().Always(200, """{"data":[{"id":"/second"}]}"""));

        List<LivePage>[] pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => GroupsAsync(i % 2 == 0 ? first : second, new GroupSelection())));

        for (int i = 0; i < pages.Length; i++) Assert.Equal([i % 2 == 0 ? "/first" : "/second"], Ids(pages[i]));
    }

    private static async Task<ILiveEstate> EstateAsync(Wire script)
    {
        // The first call is the signing in; the script answers what follows.
        bool isSignedIn = false;
        var wire = new FirstThen(script, () => !isSignedIn && (isSignedIn = true));
        AciConnection connection = await new AzureEngine(static _ => null, new ManualClock()).ConnectAsync(
            new ConnectionRequest
            {
                Credential = AciCredentialKind.Sandbox,
                Wire = new AzureWire
                {
                    Handler = wire,
                    GetTokenAsync = static (_, _) => new(new AccessGrant("t", DateTimeOffset.MaxValue)),
                    ResourceManager = new Uri("https://management.elsewhere.example"),
                    Name = "Elsewhere",
                    Account = "tester",
                    TenantId = One,
                    Clock = new ManualClock(),
                },
            },
            new Recorder(), Stop);
        return LiveEstates.Of(connection);
    }

    private static Task<List<LivePage>> GroupsAsync(ILiveEstate estate, GroupSelection selection) => ReadAsync(estate.ReadGroupsAsync(selection, new Recorder(), Stop));

    private static Task<List<LivePage>> NeighboursAsync(ILiveEstate estate, Facet[] facets, params NeighbourReference[] references) =>
        ReadAsync(estate.ReadNeighboursAsync(new NeighbourRequest { Facets = facets.ToHashSet(), References = references, SubscriptionIds = [One] }, new Recorder(), Stop));

    private static Task<List<GroupFacets>> FacetsAsync(ILiveEstate estate, string[] ids, params Facet[] facets) => ReadAsync(estate.ReadGroupFacetsAsync(ids, facets.ToHashSet(), new Recorder(), Stop));

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> source)
    {
        List<T> all = [];
        await foreach (T item in source) all.Add(item);
        return all;
    }

    private static IEnumerable<string> Ids(IEnumerable<LivePage> pages) => pages.SelectMany(static p => p.Rows).Select(static r => r["id"].AsText()!);

    private sealed class FirstThen(Wire script, Func<bool> isFirst) : DelegatingHandler(script)
    {
        private static readonly string Subscriptions = $$"""{"value":[{"subscriptionId":"{{One}}","displayName":"Shop"},{"subscriptionId":"{{Two}}","displayName":"Hub"}]}""";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!isFirst()) return base.SendAsync(request, cancellationToken);
            script.Requests.Enqueue(new Sent(request.Method.Method, request.RequestUri!, string.Empty, null));
            return Task.FromResult(Wire.Answer(200, Subscriptions));
        }
    }
}
