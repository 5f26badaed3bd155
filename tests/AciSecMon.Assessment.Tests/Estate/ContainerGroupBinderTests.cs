using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Estate;

public sealed class ContainerGroupBinderTests
{
    private static readonly UnresolvedValue Unknown = new("[parameters('x')]", new UnresolvedCause(CauseKind.ParameterWithoutValue, "x"));

    [Fact]
    public void Every_list_item_has_a_place_that_is_made_of_names()
    {
        ContainerGroup group = GroupFixture.Complete.In(Shape.Template);

        Assert.Equal(["containers[web]", "containers[sidecar]", "initContainers[setup]"], group.Containers.Items.Select(c => c.Place.ToString()));
        Assert.Equal([false, false, true], group.Containers.Items.Select(c => c.IsInit));
        Assert.Equal(
            ["containers[web].environmentVariables[LOG_LEVEL]", "containers[web].environmentVariables[DB_PASSWORD]", "containers[web].environmentVariables[API_KEY]"],
            group.Containers.Items[0].EnvironmentVariables.Items.Select(v => v.Place.ToString()));
        Assert.Equal(["ipAddress.ports[443/TCP]", "ipAddress.ports[53/UDP]"], group.IpAddress.Ports.Items.Select(p => p.Place.ToString()));
        Assert.Equal(["containers[web].ports[443/TCP]", "containers[web].ports[53/UDP]"], group.Containers.Items[0].Ports.Items.Select(p => p.Place.ToString()));
        Assert.Equal(["volumes[data]", "volumes[certs]", "volumes[scratch]", "volumes[source]"], group.Volumes.Items.Select(v => v.Place.ToString()));
        Assert.Equal(
            ["imageRegistryCredentials[shopregistry.azurecr.io]", "imageRegistryCredentials[other.azurecr.io]"],
            group.RegistryCredentials.Items.Select(c => c.Place.ToString()));
        Assert.Equal("subnetIds[vnet/aci]", Assert.Single(group.Subnets.Items).Place.ToString());
        Assert.Equal("secretReferences[api-key]", Assert.Single(group.SecretReferences.Items).Place.ToString());
        Assert.Equal("extensions[kube-proxy]", Assert.Single(group.Extensions.Items).Place.ToString());
        Assert.Empty(group.UnknownProperties);
    }

    [Fact]
    public void A_name_that_comes_again_is_numbered()
    {
        ContainerGroup group = GroupFixture.FromContainer(
            """{ "environmentVariables": [ { "name": "A" }, { "name": "A~2" }, { "name": "A" }, { "value": "no name" } ], "ports": [ { "port": 80 }, { "port": "80", "protocol": "tcp" } ] }""")
            .In(Shape.Template);

        Container web = group.Containers.Items[0];
        Assert.Equal(
            ["containers[web].environmentVariables[A]", "containers[web].environmentVariables[A~2]", "containers[web].environmentVariables[A~3]", "containers[web].environmentVariables[?]"],
            web.EnvironmentVariables.Items.Select(v => v.Place.ToString()));
        Assert.Equal(["containers[web].ports[80/TCP]", "containers[web].ports[80/TCP~2]"], web.Ports.Items.Select(p => p.Place.ToString()));
    }

    [Fact]
    public void An_unresolved_name_is_called_by_its_expression()
    {
        var container = new ObjectValue([new("name", Unknown), new("properties", ObjectValue.Empty)]);
        ContainerGroup group = Bind(new ObjectValue([new("containers", new ArrayValue([container]))]), name: Unknown);

        Assert.Equal("containers[[parameters('x')]]", group.Containers.Items[0].Place.ToString());
        Assert.Equal("[parameters('x')]", group.DisplayName);
        Assert.Equal("ContainerGroup:[parameters('x')]", group.SubjectKey);
    }

    [Fact]
    public void A_name_made_of_a_secret_is_never_shown()
    {
        var secret = new StringValue("hunter2", origins: Origins.Of(new Origin(OriginKind.Parameter, "p", IsSecure: true)));
        var container = new ObjectValue([new("name", secret), new("properties", ObjectValue.Empty)]);
        ContainerGroup group = Bind(new ObjectValue([new("containers", new ArrayValue([container]))]));

        Assert.DoesNotContain("hunter2", group.Containers.Items[0].Place.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", group.Containers.Items[0].DisplayName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_not_known_is_open_and_a_list_with_an_unknown_rest_stays_open()
    {
        ContainerGroup group = Bind(new ObjectValue([
            new("containers", new ArrayValue([new ObjectValue([new("name", new StringValue("web"))])], Unknown)),
            new("volumes", Unknown)]));

        Assert.Single(group.Containers.Items);
        Assert.Same(Unknown, group.Containers.Rest);
        Assert.Empty(group.Volumes.Items);
        Assert.Same(Unknown, group.Volumes.Rest);
        Assert.Null(group.RegistryCredentials.Rest);
    }

    [Fact]
    public void Unknown_properties_leave_every_list_open()
    {
        ContainerGroup group = Bind(Unknown);

        Assert.NotNull(group.Containers.Rest);
        Assert.NotNull(group.Subnets.Rest);
        Assert.NotNull(group.IpAddress.Ports.Rest);
        Assert.True(group.IpAddress.Type.IsUnresolved);
    }

    [Theory]
    [InlineData("\"web\"")]
    [InlineData("{ \"name\": \"web\" }")]
    public void What_should_be_a_list_and_is_none_counts_as_not_known(string containers)
    {
        ContainerGroup group = GroupFixture.FromProperties($$"""{ "containers": {{containers}} }""").In(Shape.GetResponse);

        Assert.Empty(group.Containers.Items);
        Assert.True(group.Containers.Rest!.IsUnresolved);
    }

    [Fact]
    public void An_item_that_is_no_object_counts_as_not_known()
    {
        ContainerGroup group = GroupFixture.FromProperties("""{ "containers": [ "web", null ] }""").In(Shape.GetResponse);

        Assert.True(Assert.Single(group.Containers.Items).Image.IsUnresolved);
    }

    [Theory]
    [InlineData("""{ "type": "SystemAssigned,UserAssigned", "userAssignedIdentities": { "/a/b": {} } }""")]
    [InlineData("""{ "type": "systemassigned, userassigned", "user_assigned_identities": { "/a/b": { "client_id": "x" } } }""")]
    [InlineData("""{ "type": "UserAssigned, SystemAssigned", "userAssignedIdentities": [ "/a/b" ] }""")]
    public void Every_form_of_the_identity_block_reads_the_same(string identity)
    {
        ContainerGroup group = GroupFixture.FromProperties("{}").With("identity", identity).In(Shape.GetResponse);

        Assert.Equal("SystemAssigned, UserAssigned", group.Identity.Type.AsText());
        Assert.Equal("/a/b", Assert.Single(group.Identity.UserAssigned.Items).AsText());
        Assert.Null(group.Identity.UserAssigned.Rest);
        Assert.Empty(group.UnknownProperties);
    }

    [Fact]
    public void Properties_of_a_newer_version_are_listed_with_their_place()
    {
        ContainerGroup group = GroupFixture.FromProperties(
            """
            {
              "hostNetwork": true,
              "nothing": null,
              "containers": [ { "name": "web", "properties": { "image": "a", "readOnlyRootFilesystem": true, "securityContext": { "appArmor": "x" } } } ],
              "volumes": [ { "name": "v", "azureFile": { "shareName": "s", "userAssignedIdentityClientId": "c" } } ]
            }
            """).In(Shape.Template);

        Assert.Equal(
            ["containers[web].readOnlyRootFilesystem", "containers[web].securityContext.appArmor", "hostNetwork", "volumes[v].azureFile.userAssignedIdentityClientId"],
            group.UnknownProperties.Select(p => p.Place.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_profile_may_give_to_a_group_is_not_known_in_a_template()
    {
        GroupFixture fixture = GroupFixture.FromResource(
            """{ "type": "Microsoft.ContainerInstance/containerGroups", "name": "a", "properties": { "containerGroupProfile": { "id": "/x/containerGroupProfiles/base" }, "sku": "Standard" } }""");

        ContainerGroup authored = fixture.In(Shape.Template);
        Assert.True(authored.IpAddress.Whole.IsUnresolved);
        Assert.NotNull(authored.Containers.Rest);
        Assert.Equal("Standard", authored.Properties["sku"].AsText());
        Assert.True(authored.Subnets.Rest is null && authored.Subnets.Items.Count == 0);

        Assert.True(fixture.In(Shape.GetResponse).IpAddress.Whole.IsMissing);
    }

    [Fact]
    public void A_profile_is_read_like_a_group()
    {
        ContainerGroup profile = GroupFixture.FromProperties("""{ "ipAddress": { "type": "Public", "ports": [ { "port": 80 } ] }, "timeToLive": "x" }""")
            .With("type", "\"Microsoft.ContainerInstance/containerGroupProfiles\"").In(Shape.Template);

        Assert.Equal(AciSubjectType.ContainerGroupProfile, profile.Kind);
        Assert.Equal("web", Assert.Single(profile.Containers.Items).DisplayName);
        Assert.Equal("ipAddress.ports[80/TCP]", Assert.Single(profile.IpAddress.Ports.Items).Place.ToString());
        Assert.Empty(profile.UnknownProperties);
    }

    [Fact]
    public void An_NGroup_knows_what_it_adds_and_leaves_the_rest_to_its_profile()
    {
        ContainerGroup nGroup = GroupFixture.FromResource(
            """
            {
              "type": "Microsoft.ContainerInstance/ngroups", "name": "many", "location": "westeurope",
              "properties": {
                "elasticProfile": { "desiredCount": 3 },
                "containerGroupProfiles": [
                  {
                    "resource": { "id": "/x/providers/Microsoft.ContainerInstance/containerGroupProfiles/base" },
                    "containerGroupProperties": {
                      "subnetIds": [ { "id": "/x/virtualNetworks/vnet/subnets/aci" } ],
                      "containers": [ { "name": "web", "properties": { "volumeMounts": [ { "name": "data", "mountPath": "/data" } ] } } ]
                    }
                  }
                ]
              }
            }
            """).In(Shape.GetResponse);

        Assert.Equal(AciSubjectType.NGroup, nGroup.Kind);
        Assert.Equal("subnetIds[vnet/aci]", Assert.Single(nGroup.Subnets.Items).Place.ToString());
        Container web = Assert.Single(nGroup.Containers.Items);
        Assert.True(web.Image.IsUnresolved);
        Assert.Single(web.VolumeMounts.Items);
        Assert.NotNull(nGroup.Containers.Rest);
        Assert.True(nGroup.IpAddress.Whole.IsUnresolved);
        Assert.Empty(nGroup.UnknownProperties);
    }

    [Theory]
    [InlineData(443.0, 443L)]
    [InlineData(443.5, null)]
    [InlineData(1e300, null)]
    public void A_port_may_be_a_floating_point_number(double number, long? port) => Assert.Equal(port, new NumberValue(number).AsWhole());

    [Fact]
    public void A_group_with_an_id_belongs_to_the_resource_group_of_its_id()
    {
        ContainerGroup group = GroupFixture.Complete.In(Shape.GetResponse);

        Assert.Equal(GroupFixture.ResourceGroupId, group.Scope);
        Assert.Equal("shop", group.DisplayName);
    }

    private static ContainerGroup Bind(Value properties, Value? name = null)
    {
        var resource = new ObjectValue([new("name", name ?? new StringValue("shop")), new("properties", properties)]);
        return ContainerGroupBinder.Bind(resource, new GroupOrigin(AciSubjectType.ContainerGroup, AciSourceKind.Template, new SourceFile(null, "test")));
    }
}
