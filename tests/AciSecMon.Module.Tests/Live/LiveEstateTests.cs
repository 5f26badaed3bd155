using System.Management.Automation;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Live;

/// <summary>The cmdlets that read files and objects, on Azure.</summary>
[Collection(FakeParts.Name)]
public sealed class LiveEstateTests : IDisposable
{
    private readonly FakeAzure azure = new();
    private readonly Engine engine = Engine.WithModule();

    public void Dispose()
    {
        engine.Dispose();
        azure.Dispose();
    }

    [Theory]
    [InlineData("Get-AciSecurityFinding")]
    [InlineData("Get-AciRisk")]
    [InlineData("Get-AciContainerGroup")]
    public void Without_a_path_and_without_input_Azure_is_meant(string command)
    {
        Outcome outcome = engine.Run($"{command}; {command} -Name web* -ResourceGroupName shop -SubscriptionId s -Tag @{{ team = 'a' }}");

        Assert.Empty(outcome.Errors);
        LiveInput[] inputs = [.. azure.Inputs.Cast<LiveInput>()];
        Assert.Equal(2, inputs.Length);
        Assert.Empty(inputs[0].Selection.Name);
        Assert.Equal(("web*", "shop", "s", "a"), (inputs[1].Selection.Name[0], inputs[1].Selection.ResourceGroupName[0], inputs[1].Selection.SubscriptionId[0], inputs[1].Selection.Tag["team"]));
        Assert.Single(azure.SignIns);
    }

    [Theory]
    [InlineData("Get-AciSecurityFinding $path")]
    [InlineData("Get-AciRisk -Path $path")]
    [InlineData("Get-AciContainerGroup -LiteralPath $path")]
    [InlineData("$path | Get-AciSecurityFinding")]
    [InlineData("[pscustomobject]@{ id = $id; properties = @{ containers = @() } } | Get-AciSecurityFinding")]
    [InlineData("@{ ResourceId = $id } | Get-AciSecurityFinding")]
    [InlineData("$group | Get-AciSecurityFinding")]
    public void Files_and_objects_need_no_connection(string command)
    {
        Outcome outcome = engine.Run(command, ("path", StagedModule.Sample("import-worker.yaml")), ("id", Id("web")), ("group", new AciContainerGroup { Name = "web", ResourceId = Id("web") }));

        Assert.Empty(outcome.Errors);
        Assert.IsNotType<LiveInput>(Assert.Single(azure.Inputs));
        Assert.Empty(azure.SignIns);
    }

    [Fact]
    public void Findings_and_ids_stand_for_their_groups_each_once()
    {
        Outcome outcome = engine.Run(
            "$finding, $id.ToLowerInvariant(), $finding, [pscustomobject]@{ ResourceId = \"$($id)2\" }, '/subscriptions/x' | Get-AciSecurityFinding",
            ("finding", new AciSecurityFinding { ResourceId = Id("web") }), ("id", Id("web")));

        Assert.Equal([Id("web"), Id("web2")], Assert.IsType<LiveInput>(Assert.Single(azure.Inputs)).Selection.ResourceId);
        Assert.Equal("AciResourceIdInvalid", Assert.Single(outcome.NonTerminating).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Ids_can_be_given_as_a_parameter()
    {
        engine.Run("Get-AciRisk -ResourceId $id, $id", ("id", Id("web")));

        Assert.Equal([Id("web")], Assert.IsType<LiveInput>(Assert.Single(azure.Inputs)).Selection.ResourceId);
    }

    [Fact]
    public void A_group_that_was_read_live_is_asked_about_again_where_it_came_from()
    {
        azure.Groups.Add(new AciContainerGroup { Name = "web", ResourceId = Id("web") });
        Outcome outcome = engine.Run("$first = Connect-AciSecMon -Identity; $groups = Get-AciContainerGroup; $second = Connect-AciSecMon -Identity; $groups | Get-AciSecurityFinding; $first");

        LiveInput input = Assert.IsType<LiveInput>(azure.Inputs[^1]);
        Assert.Equal([Id("web")], input.Selection.ResourceId);
        Assert.Same(outcome.Output[^1].BaseObject, input.Connection);
    }

    [Fact]
    public void State_and_exactness_are_asked_for()
    {
        engine.Run("Get-AciContainerGroup; Get-AciContainerGroup -IncludeState; Get-AciContainerGroup -Exact -ResourceId $id", ("id", Id("web")));

        Assert.Equal([(false, false), (true, false), (false, true)], azure.Inputs.Cast<LiveInput>().Select(static input => (input.IncludeState, input.IsExact)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("-Source State, Defender", 2)]
    [InlineData("-Source All", 12)]
    public void Sources_are_chosen_by_name_or_all_at_once(string arguments, int count)
    {
        engine.Run($"Get-AciSecurityFinding {arguments}");
        Assert.Equal(count, azure.Options!.Source.Count);
        engine.Run($"Get-AciRisk {arguments}");
        Assert.Equal(count, azure.Options!.Source.Count);
    }

    [Fact]
    public void The_last_line_counts_neighbours_and_names_what_was_not_asked()
    {
        azure.Summary = new AssessmentSummary { Groups = 25, Neighbours = 40, NotAsked = [AciFindingSource.Defender, AciFindingSource.State], Failures = { [AciSeverity.High] = 3 } };
        Outcome live = engine.Run("Get-AciSecurityFinding");

        Assert.Equal(
            "25 container groups and 40 neighbours; failed: 3 High. Not asked: Defender, State (-Source adds what is named).",
            Assert.Single(live.Streams.Information).MessageData.ToString());
    }

    [Theory]
    [InlineData("Get-AciSecurityFinding -Name we", "ContainerGroup")]
    [InlineData("Enable-AciDiagnostics we", "ContainerGroup")]
    [InlineData("Get-AciRisk -ResourceGroupName we", "ResourceGroup")]
    [InlineData("Disable-AciDiagnostics -ResourceGroupName we", "ResourceGroup")]
    [InlineData("Get-AciContainerGroup -SubscriptionId we", "Subscription")]
    [InlineData("Get-AciDefenderPlan -SubscriptionId we", "Subscription")]
    public void Names_are_offered_from_a_connection_that_is_there_and_only_then(string typed, string kind)
    {
        azure.Names = static (asked, prefix) => Task.FromResult<IReadOnlyDictionary<string, string>>(
            new Dictionary<string, string> { [prefix + "b"] = $"web of {asked}", [prefix + "A"] = $"a web of {asked}" });

        Assert.Empty(Complete(typed));
        Assert.Empty(azure.SignIns);

        engine.Run("Connect-AciSecMon -Identity");
        Assert.Equal(["weA", "web"], Complete(typed));
        Assert.Equal([$"a web of {kind}", $"web of {kind}"], Offers(typed).Select(static offer => offer.ToolTip));
    }

    [Fact]
    public void Nothing_is_offered_where_anything_is_wrong()
    {
        engine.Run("Connect-AciSecMon -Identity");
        azure.Names = static (_, _) => throw new AciProblemException(new AciProblem { Id = "AciAzureForbidden", Kind = AciProblemKind.PermissionDenied, Message = "m" });
        Assert.Empty(Complete("Get-AciRisk -Name we"));

        // The budget ends this, whatever the engine does.
        azure.Names = static async (_, _) =>
        {
            await new TaskCompletionSource().Task;
            return new Dictionary<string, string>();
        };
        Assert.Empty(Complete("Get-AciRisk -Name we"));
    }

    private static string Id(string name) => $"/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/{name}";

    private string[] Complete(string typed) => [.. Offers(typed).Select(static offer => offer.CompletionText)];

    private IEnumerable<CompletionResult> Offers(string typed)
    {
        Outcome outcome = engine.Run("[System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches", ("typed", typed));
        return outcome.As<CompletionResult>().Where(static match => match.ResultType == CompletionResultType.ParameterValue);
    }
}
