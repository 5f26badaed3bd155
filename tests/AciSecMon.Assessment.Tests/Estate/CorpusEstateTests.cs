using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Estate;

/// <summary>Every published file yields the groups that are in it.</summary>
public sealed class CorpusEstateTests
{
    [Theory]
    [InlineData("quickstart/aci-linuxcontainer-healthprobe/azuredeploy.json", 1)]
    [InlineData("quickstart/aci-linuxcontainer-public-ip/azuredeploy.json", 1)]
    [InlineData("quickstart/aci-linuxcontainer-volume-emptydir/azuredeploy.json", 1)]
    [InlineData("quickstart/aci-linuxcontainer-volume-secret/azuredeploy.json", 1)]
    [InlineData("quickstart/aci-sftp-files-existing-storage/azuredeploy.json", 1)]
    [InlineData("quickstart/aci-vnet/azuredeploy.json", 1)]
    [InlineData("quickstart/aci-wordpress-vnet/azuredeploy.json", 3)]
    [InlineData("quickstart/deployment-script-azcli-agw-certificates/azuredeploy.json", 1)]
    [InlineData("quickstart/front-door-application-gateway/azuredeploy.json", 1)]
    [InlineData("quickstart/modular-template/ModularTemplateWithMetadata.json", 2)]
    [InlineData("bicep-pairs/keysinproperties/main.json", 1)]
    [InlineData("confidential/encfs/aci-arm-template.json", 1)]
    [InlineData("confidential/product/template.json", 1)]
    [InlineData("avm/container-group/main.json", 1)]
    [InlineData("avm/cicd-agents-and-runners/main.json", 1)]
    [InlineData("live/ContainerGroupTest.list.json", 1)]
    [InlineData("scanners/container_instance.json", 1)]
    [InlineData("yaml/deploy-aci.yaml", 1)]
    public async Task A_file_yields_the_groups_that_are_in_it(string file, int groups)
    {
        EstateRead read = Assert.Single(await ReadAsync(Corpus.PathOf(file)));

        Assert.Empty(read.Problems);
        Assert.Equal(groups, read.Part!.Groups.Count);
        Assert.All(read.Part.Groups, static g => Assert.Empty(g.Overall.UnknownProperties));
    }

    [Fact]
    public async Task Files_without_groups_yield_nothing()
    {
        string[] files = [.. Corpus.Files(".", "*.json").Where(static f => f.Contains("no-groups-", StringComparison.Ordinal) || f.Contains("azure-policy", StringComparison.Ordinal))];
        Assert.True(files.Length > 8);
        foreach (string file in files)
        {
            EstateRead read = Assert.Single(await ReadAsync(file));
            Assert.True(read.Part is null && read.Problems.Count == 0, file);
        }
    }

    [Fact]
    public async Task The_whole_corpus_is_walked_without_a_problem()
    {
        List<EstateRead> reads = await ReadAsync(Corpus.PathOf("."));

        Assert.Empty(reads.SelectMany(static r => r.Problems));
        Assert.True(reads.Count(static r => r.Part is not null) >= 20);
    }

    [Fact]
    public async Task A_recorded_list_does_not_tell_whether_there_is_an_address()
    {
        ContainerGroup group = Assert.Single(await ReadAsync(Corpus.PathOf("live/ContainerGroupTest.list.json"))).Part!.Groups[0].Group;

        Assert.Equal(AciSourceKind.ResourceList, group.Shape);
        Assert.True(group.IpAddress.Whole.IsUnresolved);
        Assert.Equal("Always", group.Properties["restartPolicy"].AsText());
    }

    [Fact]
    public async Task Containers_that_only_the_caller_knows_are_not_taken_for_none()
    {
        ContainerGroup group = Assert.Single(await ReadAsync(Corpus.PathOf("avm/container-group/main.json"))).Part!.Groups[0].Group;

        Assert.Empty(group.Containers.Items);
        Assert.True(group.Containers.Rest!.IsUnresolved);
    }

    [Theory]
    [InlineData("bicep-pairs/aci-linuxcontainer-public-ip", "main")]
    [InlineData("bicep-pairs/aci-sftp-files", "main")]
    [InlineData("bicep-pairs/deployment-script-dev-environment", "containergroups")]
    [InlineData("bicep-pairs/deployment-script-dev-environment", "main")]
    public async Task A_template_with_symbolic_names_yields_the_same_places(string folder, string name)
    {
        Assert.Equal(
            await PlacesAsync(Path.Combine(folder, name + ".json")),
            await PlacesAsync(Path.Combine(folder, name + ".symbolicnames.json")));
    }

    private static async Task<string[]> PlacesAsync(string file) =>
    [
        .. Assert.Single(await ReadAsync(Corpus.PathOf(file))).Part!.Groups.Select(static g => g.Group).SelectMany(static g =>
            g.Containers.Items.SelectMany(static c => c.EnvironmentVariables.Items.Select(static v => v.Place).Append(c.Place))
                .Concat(g.Volumes.Items.Select(static v => v.Place))
                .Concat(g.IpAddress.Ports.Items.Select(static p => p.Place))
                .Select(p => $"{g.SubjectKey} {p}")),
    ];

    private static async Task<List<EstateRead>> ReadAsync(string path)
    {
        List<EstateRead> reads = [];
        await foreach (EstateRead read in EstateReader.ReadAsync(new PathInput { FullPath = path }, new ReadOptions(), TestContext.Current.CancellationToken)) reads.Add(read);
        return reads;
    }
}
