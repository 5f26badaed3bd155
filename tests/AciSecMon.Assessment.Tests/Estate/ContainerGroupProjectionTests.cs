using System.Text.Json;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Estate;

public sealed class ContainerGroupProjectionTests
{
    private const string Token = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    [Theory, WholeShapes]
    public void A_group_is_shown_with_what_matters(Shape shape)
    {
        AciContainerGroup group = Project(GroupFixture.Complete, shape);

        Assert.Equal("shop", group.Name);
        Assert.Equal("westeurope", group.Location);
        Assert.Equal(("Standard", "Linux", "Always", "Regular"), (group.Sku, group.OsType, group.RestartPolicy, group.Priority));
        Assert.Equal(AciIpAddressType.Public, group.IpAddressType);
        Assert.Equal(("shop", "TenantReuse"), (group.DnsNameLabel, group.DnsNameLabelScope));
        Assert.Equal(["443/TCP", "53/UDP"], group.Port.Select(static p => p.ToString()));
        Assert.EndsWith("/virtualNetworks/vnet/subnets/aci", group.SubnetId, StringComparison.Ordinal);
        Assert.Equal("SystemAssigned, UserAssigned", group.IdentityType);
        Assert.EndsWith("id-shop", Assert.Single(group.IdentityId), StringComparison.Ordinal);
        Assert.Equal(["web (shopregistry.azurecr.io/web:4.2)", "sidecar (mcr.microsoft.com/oss/nginx/nginx:1.25)"], group.Container.Select(static c => c.ToString()));
        Assert.Equal(["LOG_LEVEL (Clear)", "DB_PASSWORD (Secure)", "API_KEY (Reference)"], group.Container[0].EnvironmentVariable.Select(static v => v.ToString()));
        Assert.Equal((1.0, 1.5, 3), (group.Container[0].Cpu, group.Container[0].MemoryInGB, group.Container[0].CommandLength));
        Assert.Equal("setup", Assert.Single(group.InitContainer).Name);
        Assert.Equal(["shopregistry.azurecr.io (Password)", "other.azurecr.io (Identity)"], group.Registry.Select(static r => r.ToString()));
        Assert.Equal(["data (AzureFile)", "certs (Secret)", "scratch (EmptyDir)", "source (GitRepo)"], group.Volume.Select(static v => v.ToString()));
        Assert.EndsWith("/workspaces/ops", Assert.Single(group.LogDestination), StringComparison.Ordinal);
        Assert.Equal("team-shop", group.Tag["owner"]);
        Assert.Equal(["1"], group.Zone);
        Assert.Equal(Shapes.KindOf(shape), group.SourceKind);
        Assert.Empty(group.Unresolved);
    }

    [Fact]
    public void A_group_with_an_id_shows_where_it_belongs()
    {
        AciContainerGroup group = Project(GroupFixture.Complete, Shape.GetResponse);

        Assert.Equal(("rg-shop", "11111111-2222-3333-4444-555555555555"), (group.ResourceGroupName, group.SubscriptionId));
        Assert.Equal(("Running", "Succeeded"), (group.State, group.ProvisioningState));
        Assert.Null(Project(GroupFixture.Complete, Shape.Template).State);
    }

    [Theory, EveryShape]
    public void No_secret_is_shown(Shape shape)
    {
        GroupFixture fixture = GroupFixture.Complete
            .With("tags", $$"""{ "note": "{{Token}}", "password": "hunter2", "owner": "team" }""")
            .With("properties.ipAddress.dnsNameLabel", $"\"{Token}\"")
            .With("properties.imageRegistryCredentials", $$"""[ { "server": "r.example.org", "username": "{{Token}}", "password": "{{CompleteGroup.Secret}}" } ]""")
            .With("properties.containers", $$"""
                [ { "name": "web", "properties": { "image": "https://user:{{CompleteGroup.Secret}}@example.org/web", "command": [ "run", "--password", "{{CompleteGroup.Secret}}" ],
                    "environmentVariables": [ { "name": "A", "value": "{{CompleteGroup.Secret}}" } ] } } ]
                """);

        string shown = JsonSerializer.Serialize(Project(fixture, shape));

        Assert.DoesNotContain(CompleteGroup.Secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        Assert.Contains("\"team\"", shown, StringComparison.Ordinal);
        Assert.Contains(RedactedValue.Marker, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_of_a_secure_parameter_is_never_shown()
    {
        EstatePart part = Fixtures.ReadTemplate(
            """
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
              "parameters": { "p": { "type": "securestring", "defaultValue": "plainwords" } },
              "resources": [ { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "[parameters('p')]", "location": "[parameters('p')]",
                "tags": { "a": "[parameters('p')]" }, "properties": { "osType": "[parameters('p')]", "ipAddress": { "type": "Public", "dnsNameLabel": "[parameters('p')]" },
                "containers": [ { "name": "[parameters('p')]", "properties": { "image": "[concat('x/', parameters('p'))]", "environmentVariables": [ { "name": "[parameters('p')]" } ] } } ],
                "volumes": [ { "name": "[parameters('p')]", "azureFile": { "shareName": "[parameters('p')]" } } ] } } ]
            }
            """);

        Assert.DoesNotContain("plainwords", JsonSerializer.Serialize(ContainerGroupProjection.ToContract(part.Groups[0], part)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_resolved_is_shown_as_its_expression_once()
    {
        EstatePart part = Fixtures.ReadTemplate(
            """
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
              "parameters": { "image": { "type": "string" }, "isPublic": { "type": "bool" } },
              "resources": [ { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "a", "properties": {
                "ipAddress": { "type": "[if(parameters('isPublic'), 'Public', 'Private')]", "ports": [ { "port": 80 } ] },
                "containers": [ { "name": "x", "properties": { "image": "[parameters('image')]" } }, { "name": "y", "properties": { "image": "[parameters('image')]" } } ] } } ]
            }
            """);

        AciContainerGroup group = ContainerGroupProjection.ToContract(Assert.Single(part.Groups), part);

        Assert.Equal("parameters('image')", group.Container[0].Image);
        Assert.Single(group.Unresolved, static e => e == "parameters('image')");
        Assert.Contains(group.Unresolved, static e => e.Contains("isPublic", StringComparison.Ordinal));
        Assert.Equal(AciIpAddressType.Unknown, group.IpAddressType);
    }

    [Theory, EveryShape]
    public async Task A_group_that_is_piped_within_the_process_comes_back_as_it_was(Shape shape)
    {
        EstatePart part = GroupFixture.Complete.PartIn(shape);
        AciContainerGroup group = ContainerGroupProjection.ToContract(part.Groups[0], part);

        EstateRead read = await ReadAsync(new GroupInput { Group = group });

        Assert.Same(part.Groups[0], Assert.Single(read.Part!.Groups));
        Assert.Same(part.Template, read.Part.Template);
    }

    [Theory, WholeShapes]
    public async Task A_group_that_was_stored_is_known_by_its_listed_properties_only(Shape shape)
    {
        AciContainerGroup stored = Project(GroupFixture.Complete, shape);
        string json = JsonSerializer.Serialize(stored);

        ContainerGroup group = (await ReadAsync(new ObjectInput { Json = json, TypeName = "Deserialized.AciSecMon.AciContainerGroup" })).Part!.Groups[0].Group;

        Assert.Equal(AciSourceKind.Stored, group.Shape);
        Assert.Equal("shop", group.DisplayName);
        Assert.Equal("Public", group.IpAddress.Type.AsText());
        Assert.Equal(["ipAddress.ports[443/TCP]", "ipAddress.ports[53/UDP]"], group.IpAddress.Ports.Items.Select(static p => p.Place.ToString()));
        Assert.Equal("subnetIds[vnet/aci]", Assert.Single(group.Subnets.Items).Place.ToString());
        Assert.Equal("SystemAssigned, UserAssigned", group.Identity.Type.AsText());
        Container web = group.Containers.Items[0];
        Assert.Equal("shopregistry.azurecr.io/web:4.2", web.Image.AsText());
        Assert.True(web.SecurityContext.IsUnresolved);
        Assert.True(web.Command.IsUnresolved);
        Assert.True(group.Containers.Items[1].Command.IsMissing);
        Assert.True(web.EnvironmentVariables.Items[0].Value.IsUnresolved);
        Assert.True(web.EnvironmentVariables.Items[0].SecureValue.IsMissing);
        Assert.True(web.EnvironmentVariables.Items[1].Value.IsMissing);
        Assert.Equal("data", group.Volumes.Items[0].AzureFile["shareName"].AsText());
        Assert.True(group.Volumes.Items[1].AzureFile.IsMissing);
        Assert.True(group.Properties["encryptionProperties"].IsUnresolved);
        Assert.True(group.Properties["dnsConfig"].IsUnresolved);
        Assert.Null(group.Containers.Rest);
    }

    [Fact]
    public async Task A_stored_group_with_gaps_leaves_its_lists_open()
    {
        AciContainerGroup stored = Project(GroupFixture.FromProperties("{}"), Shape.ListResponse);

        ContainerGroup group = (await ReadAsync(new ObjectInput { Json = JsonSerializer.Serialize(stored), TypeName = "Deserialized.AciSecMon.AciContainerGroup" })).Part!.Groups[0].Group;

        Assert.True(group.IpAddress.Whole.IsUnresolved);
        Assert.True(group.Properties["restartPolicy"].IsUnresolved);
        Assert.NotNull(group.Volumes.Rest);
    }

    [Fact]
    public async Task A_group_that_a_script_made_is_read_by_its_properties()
    {
        var made = new AciContainerGroup { Name = "made", IpAddressType = AciIpAddressType.Public, Container = [new AciContainer { Name = "c", Image = "nginx" }] };

        ContainerGroup group = (await ReadAsync(new GroupInput { Group = made })).Part!.Groups[0].Group;

        Assert.Equal(("made", "nginx"), (group.DisplayName, group.Containers.Items[0].Image.AsText()));
    }

    private static AciContainerGroup Project(GroupFixture fixture, Shape shape)
    {
        EstatePart part = fixture.PartIn(shape);
        return ContainerGroupProjection.ToContract(Assert.Single(part.Groups), part);
    }

    private static async Task<EstateRead> ReadAsync(EstateInput input)
    {
        List<EstateRead> reads = [];
        await foreach (EstateRead read in EstateReader.ReadAsync(input, new ReadOptions(), TestContext.Current.CancellationToken)) reads.Add(read);
        return Assert.Single(reads);
    }
}
