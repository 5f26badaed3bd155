using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Templates;

public sealed class CorpusExpansionTests
{
    private const string GroupType = "Microsoft.ContainerInstance/containerGroups";

    [Theory]
    [InlineData("quickstart")]
    [InlineData("bicep-pairs")]
    [InlineData("avm")]
    [InlineData("confidential")]
    public void Every_published_template_expands(string folder)
    {
        foreach (string path in Corpus.Files(folder, "*.json"))
        {
            TemplateExpansion expansion = Template.ExpandFile(path);
            Assert.All(expansion.Resources, static resource => Assert.NotEmpty(resource.Body.Properties));
            Assert.All(expansion.Parameters, static parameter => Assert.NotNull(parameter.EvaluatedDefault));
            Assert.All(expansion.Outputs, static output => Assert.NotNull(output.Value));
        }
    }

    [Fact]
    public void The_wordpress_template_has_three_groups_whose_secrets_are_traced_to_their_sources()
    {
        TemplateExpansion expansion = Template.ExpandFile(Corpus.PathOf("quickstart/aci-wordpress-vnet/azuredeploy.json"));
        TemplateResource[] groups = Groups(expansion);
        Assert.Equal(["createshare-containerinstance", "mysql-containerinstance", "wordpress-containerinstance"], groups.Select(static g => g.Name.AsText()));

        Value key = groups[0].Body["properties"]["containers"].Items[0]["properties"]["environmentVariables"].Items[0]["value"];
        Assert.Contains(key.Origins.Members, static origin => origin is { Kind: OriginKind.ListFunction, Name: "listKeys", IsSecure: true });
        Value password = groups[1].Body["properties"]["containers"].Items[0]["properties"]["environmentVariables"].Items[0]["value"];
        Assert.Contains(password.Origins.Members, static origin => origin is { Kind: OriginKind.Parameter, Name: "mysqlPassword", IsSecure: true });
    }

    [Theory]
    [InlineData("aci-linuxcontainer-public-ip/main")]
    [InlineData("aci-sftp-files/main")]
    [InlineData("deployment-script-dev-environment/main")]
    [InlineData("deployment-script-dev-environment/containergroups")]
    public void The_list_form_and_the_symbolic_form_of_a_template_give_the_same_groups(string name)
    {
        TemplateResource[] list = Groups(Template.ExpandFile(Corpus.PathOf($"bicep-pairs/{name}.json")));
        TemplateResource[] symbolic = Groups(Template.ExpandFile(Corpus.PathOf($"bicep-pairs/{name}.symbolicnames.json")));
        Assert.NotEmpty(list);
        Assert.Equal(list.Select(static g => g.Name.ToString()), symbolic.Select(static g => g.Name.ToString()));
    }

    [Fact]
    public void Containers_that_a_caller_has_to_give_leave_the_list_open_and_not_empty()
    {
        TemplateResource group = Assert.Single(Groups(Template.ExpandFile(Corpus.PathOf("avm/container-group/main.json"))));
        Value containers = group.Body["properties"]["containers"];
        Assert.Empty(containers.Items);
        Assert.Contains(containers.Rest!.Causes, static cause => cause is { Kind: CauseKind.ParameterWithoutValue, Text: "containers" });
        Assert.True(group.Body["properties"]["ipAddress"].IsMissing);
    }

    private static TemplateResource[] Groups(TemplateExpansion expansion) =>
        [.. expansion.Resources.Where(static resource => string.Equals(resource.Type, GroupType, StringComparison.OrdinalIgnoreCase))];
}
