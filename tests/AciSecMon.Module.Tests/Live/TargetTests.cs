using System.Management.Automation;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Live;

/// <summary>How container groups are named, piped, collected and changed.</summary>
[Collection(FakeParts.Name)]
public sealed class TargetTests : IDisposable
{
    private readonly FakeAzure azure = new();
    private readonly CapturingHost host = new(answer: 1);
    private readonly Engine engine;

    public TargetTests()
    {
        engine = Engine.WithModule(host);
        engine.Run("Connect-AciSecMon -Identity");
    }

    public void Dispose()
    {
        engine.Dispose();
        azure.Dispose();
    }

    [Fact]
    public void Filters_become_one_selection()
    {
        engine.Run("Get-AciDiagnostics web*, api -ResourceGroupName shop -Subscription s -Tag @{ team = 'a'; any = '*'; none = $null }");

        GroupSelection selection = Assert.Single(azure.Asked).Selection;
        Assert.Equal(["web*", "api"], selection.Name);
        Assert.Equal(["shop"], selection.ResourceGroupName);
        Assert.Equal(["s"], selection.SubscriptionId);
        Assert.Equal(("a", null, null), (selection.Tag["team"], selection.Tag["any"], selection.Tag["none"]));
    }

    [Fact]
    public void Coverage_is_asked_of_each_group_once_and_can_be_piped_on()
    {
        Outcome outcome = Pipe("Get-AciMonitoringCoverage | Enable-AciDiagnostics -WorkspaceId w -Confirm:$false", Finding(Id("web")), Finding(Id("web").ToUpperInvariant()), Finding(Id("api")));

        Assert.Empty(outcome.Errors);
        Assert.Equal([Id("web"), Id("api")], azure.Asked[0].Selection.ResourceId);
        Assert.Equal([Id("web"), Id("api")], outcome.As<AciChange>().Select(static change => change.ResourceId));
    }

    [Fact]
    public void Many_findings_on_a_group_mean_one_change()
    {
        Outcome outcome = Pipe("Enable-AciDiagnostics -WorkspaceId w -Confirm:$false", Finding(Id("web")), Finding(Id("web").ToUpperInvariant()), Finding(Id("api") + "/"), Finding(Id("web")));

        Assert.Equal([Id("web"), Id("api")], outcome.As<AciChange>().Select(static change => change.ResourceId));
        Assert.All(outcome.As<AciChange>(), static change => Assert.Equal(AciChangeResult.Changed, change.Result));
        Assert.Equal("w", ((EnableDiagnosticsRequest)Assert.Single(azure.Requests)).WorkspaceId);
    }

    [Fact]
    public void A_finding_on_a_neighbour_stands_for_the_groups_that_it_concerns()
    {
        var registry = new AciSecurityFinding { SubjectType = AciSubjectType.Registry, ResourceId = "/subscriptions/x/registries/r", RelatedResourceId = [Id("web"), "/subscriptions/x/other", Id("api")] };
        var plan = new AciSecurityFinding { SubjectType = AciSubjectType.Subscription, SubscriptionId = "s" };
        Outcome outcome = Pipe("Get-AciDiagnostics -Verbose", registry, plan);

        Assert.Empty(outcome.Errors);
        Assert.Equal([Id("web"), Id("api")], Assert.Single(azure.Asked).Selection.ResourceId);
        Assert.Contains(outcome.Streams.Verbose, static line => line.Message.Contains("concerns no container group", StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_ids_and_whatever_has_a_ResourceId_can_be_piped_stored_things_too()
    {
        Outcome outcome = engine.Run(
            """
            $stored = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($finding))
            $group, "$($id)2", [pscustomobject]@{ ResourceId = "$($id)3" }, [pscustomobject]@{ Id = "$($id)4" }, $stored, @("$($id)5", "$($id)6") | Get-AciDiagnostics | ForEach-Object ResourceId
            """,
            ("group", new AciContainerGroup { ResourceId = Id("web") }), ("id", Id("web")), ("finding", Finding(Id("old"))));

        Assert.Empty(outcome.Errors);
        Assert.Equal([Id("web"), Id("web2"), Id("web3"), Id("web4"), Id("old"), Id("web5"), Id("web6")], outcome.As<string>());
    }

    [Theory]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroup/web")]
    [InlineData("/subscriptions/mine/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/web")]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop")]
    [InlineData("web")]
    public void A_mistyped_id_is_an_error_of_its_own_and_the_others_are_done(string wrong)
    {
        foreach (string command in new[] { "$wrong, $right | Get-AciDiagnostics", "Get-AciDiagnostics -ResourceId $wrong, $right" })
        {
            Outcome outcome = engine.Run(command, ("wrong", wrong), ("right", Id("web")));

            ErrorRecord error = Assert.Single(outcome.NonTerminating);
            Assert.Equal("AciResourceIdInvalid,AciSecMon.Commands.GetAciDiagnosticsCommand", error.FullyQualifiedErrorId);
            Assert.Equal(wrong, error.TargetObject);
            Assert.Equal(Id("web"), Assert.Single(outcome.As<AciDiagnosticSetting>()).ResourceId);
        }
    }

    [Fact]
    public void What_comes_from_a_file_cannot_be_changed_in_Azure_and_that_is_said()
    {
        Outcome outcome = Pipe("Get-AciDiagnostics", new AciSecurityFinding { SubjectType = AciSubjectType.ContainerGroup, ContainerGroupName = "draft" }, new AciContainerGroup { Name = "plan" });

        Assert.Equal(["draft", "plan"], outcome.NonTerminating.Select(static error => error.TargetObject));
        Assert.All(outcome.NonTerminating, static error => Assert.StartsWith("AciTargetNotLive,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Empty(azure.Asked);
    }

    [Fact]
    public void A_fleet_is_asked_about_in_parts()
    {
        engine.Run("1..450 | ForEach-Object { \"$id$_\" } | Get-AciDiagnostics", ("id", Id("web")));

        Assert.Equal([200, 200, 50], azure.Asked.Select(static asked => asked.Selection.ResourceId.Count));
    }

    [Theory]
    [InlineData("Get-AciSecurityAlert")]
    [InlineData("Get-AciSecurityRecommendation")]
    [InlineData("Get-AciImageVulnerability")]
    [InlineData("Get-AciActivity")]
    [InlineData("Get-AciAccess")]
    public void What_groups_have_in_common_is_asked_about_at_once(string command)
    {
        engine.Run($"1..450 | ForEach-Object {{ \"$id$_\" }} | {command}", ("id", Id("web")));

        Assert.Equal(450, Assert.Single(azure.Asked).Selection.ResourceId.Count);
    }

    [Theory]
    [InlineData("@() | Get-AciDiagnostics")]
    [InlineData("@() | Enable-AciDiagnostics -WorkspaceId w")]
    [InlineData("@() | Get-AciSecurityFinding")]
    [InlineData("@() | Get-AciContainerGroup")]
    [InlineData("@() | Get-AciDefenderPlan")]
    [InlineData("@() | Enable-AciDefenderPlan -Name Arm")]
    [InlineData("@() | Test-AciSecMonPermission")]
    public void An_empty_pipeline_asks_nothing_and_changes_nothing(string command)
    {
        Outcome outcome = engine.Run(command);

        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Output);
        Assert.Empty(azure.Asked);
        Assert.Empty(azure.Inputs);
        Assert.Empty(azure.Requests);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("; $WhatIfPreference = $false")]
    public void WhatIf_shows_the_exact_request_and_changes_nothing(string how)
    {
        string command = $"'{Id("web")}' | Enable-AciDiagnostics -StorageAccountId s";
        Outcome outcome = engine.Run(how == "-WhatIf" ? $"{command} -WhatIf" : $"$WhatIfPreference = $true; {command}{how}");

        Assert.Equal(AciChangeResult.WouldChange, Assert.Single(outcome.As<AciChange>()).Result);
        string shown = string.Join('\n', host.TakeLines());
        Assert.Contains("What if: container group 'web': write diagnostic setting; the container group restarts.", shown, StringComparison.Ordinal);
        Assert.Contains($"PUT {Id("web")}/x\n{{ \"body\": true }}", shown, StringComparison.Ordinal);
        Assert.Empty(host.Questions);
    }

    [Theory]
    [InlineData("Enable-AciDiagnostics -WorkspaceId w", 0, AciChangeResult.Changed)]
    [InlineData("Enable-AciDiagnostics -WorkspaceId w", 2, AciChangeResult.Declined)]
    [InlineData("Disable-AciDiagnostics -SettingName old-*", 2, AciChangeResult.Declined)]
    public void A_person_is_asked_before_each_change_and_told_what_follows(string command, int answer, AciChangeResult result)
    {
        var asking = new CapturingHost(answer: answer);
        using Engine session = Engine.WithModule(asking);
        Outcome outcome = session.Run($"'{Id("web")}' | {command} -Connection (Connect-AciSecMon -Identity)");

        Assert.Equal(result, Assert.Single(outcome.As<AciChange>()).Result);
        Assert.Contains("the container group restarts", Assert.Single(asking.Questions), StringComparison.Ordinal);
        Assert.DoesNotContain("PUT", asking.Questions[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Enable-AciDiagnostics")]
    [InlineData("Enable-AciDiagnostics -WorkspaceId w -EventHubName h")]
    public void Diagnostics_without_a_whole_destination_are_refused(string command)
    {
        Assert.Equal("AciDestinationMissing,AciSecMon.Commands.EnableAciDiagnosticsCommand", Assert.Single(engine.Run(command).Errors).FullyQualifiedErrorId);
        Assert.Empty(azure.Asked);
    }

    [Fact]
    public void The_cost_in_calls_is_told_under_verbose()
    {
        azure.Statistics = new AciCallStatistics { Requests = 5, BytesReceived = 100 };
        azure.OnAsk = (_, _) =>
        {
            azure.Statistics = new AciCallStatistics { Requests = 17, Throttled = 1, Waited = TimeSpan.FromSeconds(3), BytesReceived = 1_200_100 };
            return Task.CompletedTask;
        };
        Outcome outcome = engine.Run("Get-AciDiagnostics -Verbose");

        Assert.Equal("AzureCloud: 12 requests, 1 throttled, waited 3 s, 1.2 MB.", Assert.Single(outcome.Streams.Verbose).Message);
    }

    [Fact]
    public void An_error_of_a_service_keeps_its_type_target_and_advice()
    {
        azure.OnAsk = static (_, _) => throw new AciServiceException(new AciProblem { Id = "AciAzureForbidden", Kind = AciProblemKind.PermissionDenied, Message = "m", Target = "/subscriptions/x", Recommendation = "Ask." })
        {
            Status = 403,
            Code = "AuthorizationFailed",
        };
        ErrorRecord error = Assert.Single(engine.Run("Get-AciDiagnostics").Errors);

        Assert.Equal(("/subscriptions/x", "Ask.", ErrorCategory.PermissionDenied), ((string)error.TargetObject, error.ErrorDetails.RecommendedAction, error.CategoryInfo.Category));
        Assert.Equal((403, "AuthorizationFailed"), (Assert.IsType<AciServiceException>(error.Exception).Status, ((AciServiceException)error.Exception).Code));
    }

    [Fact]
    public void Plans_that_are_piped_are_switched_on_where_they_came_from()
    {
        Outcome outcome = engine.Run("Get-AciDefenderPlan | Enable-AciDefenderPlan -Extension e -Confirm:$false");

        Assert.Empty(outcome.Errors);
        EnableDefenderPlanRequest[] requests = [.. azure.Requests.OfType<EnableDefenderPlanRequest>()];
        Assert.Equal(["Arm KeyVaults on s1 with e", "Arm on s2 with e"], requests.Select(static r => $"{string.Join(' ', r.Name)} on {string.Join(' ', r.SubscriptionId)} with {string.Join(' ', r.Extension)}"));
    }

    [Fact]
    public void A_plan_without_a_subscription_is_switched_on_for_those_of_the_connection()
    {
        engine.Run("Enable-AciDefenderPlan Arm, arm");

        EnableDefenderPlanRequest request = Assert.IsType<EnableDefenderPlanRequest>(Assert.Single(azure.Requests));
        Assert.Equal(["Arm"], request.Name);
        Assert.Empty(request.SubscriptionId);
    }

    [Fact]
    public void Permissions_are_tested_or_written_as_one_role()
    {
        Outcome outcome = engine.Run("Test-AciSecMonPermission Assess, Enable* -SubscriptionId s; Test-AciSecMonPermission Assess -SubscriptionId s, t -AsRole");

        Assert.Equal(("Assess Enable*", "s"), (((AciCapability)outcome.Output[0].BaseObject).Name, ((AciCapability)outcome.Output[0].BaseObject).SubscriptionId));
        Assert.Equal("Assess on s t", outcome.Output[1].BaseObject);
    }

    [Fact]
    public void A_role_without_a_named_subscription_can_be_assigned_on_those_that_the_connection_means()
    {
        azure.Subscriptions = ["a", "b"];

        Assert.Equal("Assess on a b", Assert.Single(engine.Run("Test-AciSecMonPermission Assess -AsRole").Output).BaseObject);
    }

    [Fact]
    public void A_role_that_could_be_assigned_nowhere_is_not_written()
    {
        Outcome outcome = engine.Run("Disconnect-AciSecMon; Test-AciSecMonPermission Assess -AsRole");

        Assert.Empty(outcome.Output);
        Assert.StartsWith("AciRoleScopeMissing,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "WorkspaceId")]
    [InlineData("-WorkspaceId w -EventHubName h", "EventHubName")]
    public void A_missing_destination_names_the_parameter_as_its_target(string parameters, string target)
    {
        Outcome outcome = engine.Run($"Enable-AciDiagnostics web {parameters} -Confirm:$false");

        ErrorRecord error = Assert.Single(outcome.Errors);
        Assert.StartsWith("AciDestinationMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(target, error.TargetObject);
    }

    private static string Id(string name) => $"/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/{name}";

    private static AciSecurityFinding Finding(string id) => new() { RuleId = "ACI-LOG-001", SubjectType = AciSubjectType.ContainerGroup, ResourceId = id };

    private Outcome Pipe(string command, params object[] items) => engine.Run($"$items | {command}", ("items", items));
}
