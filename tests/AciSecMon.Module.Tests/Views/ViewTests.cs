using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AciSecMon.Formatting;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Views;

public sealed class ViewTests : IDisposable
{
    private readonly CapturingHost host = new(width: 100);
    private readonly Engine engine;

    public ViewTests() => engine = Engine.WithModule(host);

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Findings_are_grouped_by_their_container_group_and_fit_the_screen()
    {
        string[] lines = Render(
            Finding("web", "ACI-SEC-001", AciSeverity.Critical, "A password stands in clear."),
            Finding("web", "ACI-IMG-004", AciSeverity.Informational, "The image is not pinned."),
            Finding("worker", "ACI-NET-001", AciSeverity.High, "It has a public address."));

        Assert.Equal(
            [
                "   Container group: web (/infra/main.json)",
                "",
                "Severity RuleId      Status      Line Container        Message",
                "-------- ------      ------      ---- ---------        -------",
                "Critical ACI-SEC-001 Fail          12 app              A password stands in clear.",
                "Info     ACI-IMG-004 Fail          12 app              The image is not pinned.",
                "",
                "   Container group: worker (/infra/main.json)",
                "",
                "Severity RuleId      Status      Line Container        Message",
                "-------- ------      ------      ---- ---------        -------",
                "High     ACI-NET-001 Fail          12 app              It has a public address.",
            ],
            lines);
    }

    [Fact]
    public void A_finding_about_a_file_is_grouped_by_the_file()
    {
        var finding = new AciSecurityFinding { RuleId = "ACI-COV-001", SubjectType = AciSubjectType.File, Location = new AciSourceLocation { File = "/infra/main.json" }, Message = "m" };

        Assert.Equal("   Container group: /infra/main.json", Render(finding)[0]);
    }

    [Fact]
    public void Files_below_the_current_location_are_named_from_there()
    {
        engine.Run($"Set-Location '{StagedModule.Root}'");
        engine.Run("$ExecutionContext.SessionState.Path.SetLocation($root)", ("root", StagedModule.Root));
        var finding = new AciSecurityFinding { ContainerGroupName = "web", Location = new AciSourceLocation { File = StagedModule.Sample("web-shop.json"), Line = 3 } };

        Assert.Equal($"   Container group: web ({Path.Combine("tests", "Samples", "web-shop.json")})", Render(finding)[0]);
    }

    [Fact]
    public void A_stored_finding_looks_like_a_fresh_one()
    {
        AciSecurityFinding fresh = Finding("web", "ACI-SEC-001", AciSeverity.Critical, "A password stands in clear.");
        object stored = PSSerializer.Deserialize(PSSerializer.Serialize(fresh, 5));

        Assert.Equal(Render(fresh), Render(stored));
    }

    [Fact]
    public void A_finding_that_comes_back_from_a_job_keeps_its_file_and_line()
    {
        AciSecurityFinding fresh = Finding("web", "ACI-SEC-001", AciSeverity.Critical, "A password stands in clear.");
        PSObject sent = PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(fresh, 5)));
        sent.Properties["Location"].Value = fresh.Location!.ToString();

        Assert.Equal(Render(fresh), Render(sent));
    }

    [Fact]
    public void Groups_rules_and_risks_have_tables()
    {
        var group = new AciContainerGroup
        {
            Name = "web", Location = "westeurope", OsType = "Linux", IpAddressType = AciIpAddressType.Public, ResourceGroupName = "shop", SubscriptionId = "s",
            Port = [new AciPort { Port = 80 }, new AciPort { Port = 443 }], Container = [new AciContainer { Name = "app", Image = "nginx" }],
        };
        var rule = new AciSecurityRule { RuleId = "ACI-NET-001", Severity = AciSeverity.High, Enabled = true, Control = ["MCSB NS-1", "MCSB NS-2"], Title = "No public address" };
        var risk = new AciRisk { ContainerGroupName = "web", Score = 80, Exposure = "Public", ImageTrust = "Unpinned", ClearSecrets = 2, Reason = ["It is public.", "2 clear secrets.", "d", "e"] };

        Assert.Equal("   In: shop (subscription s)", Render(group)[0]);
        Assert.Equal("web                  westeurope   Public   80/TCP, 443/TCP app (nginx)", Render(group)[^1]);
        Assert.Equal("ACI-NET-001 High     True    MCSB NS-1, MCSB NS-2 No public address", Render(rule)[4]);
        Assert.Equal("web                         80 Public   Unpinned        2 It is public; 2 clear secrets; d; 1 more", Render(risk)[2]);
    }

    [Fact]
    public void Severities_are_coloured_unless_the_session_wants_none()
    {
        Assert.Equal("\u001b[31mHigh\u001b[0m", Text(AciSeverity.High, new { OutputRendering = "Host" }));
        Assert.Equal("Info", Text(AciSeverity.Informational, new { OutputRendering = "Ansi" }));
        Assert.Equal("High", Text(AciSeverity.High, null));
        Assert.Equal("High", Text("High", new { OutputRendering = "PlainText" }));
        Assert.Equal("High", SeverityText.Of(PSObject.AsPSObject(AciSeverity.High), new { OutputRendering = "Host" }, "1"));
        Assert.Equal("OutputRendering", engine.Run("$PSStyle.PSObject.Properties['OutputRendering'].Name").Output.Single().BaseObject);

        static string Text(object severity, object? style) => SeverityText.Of(PSObject.AsPSObject(severity), style, string.Empty);
    }

    [Fact]
    public void What_live_cmdlets_give_has_tables()
    {
        var connection = new AciConnection { Account = "ops@contoso.com", Credential = AciCredentialKind.AzureCli, Environment = "AzureCloud", SubscriptionId = ["one", "two"] };
        var setting = new AciDiagnosticSetting
        {
            ContainerGroupName = "web", ResourceGroupName = "shop", Name = "logs", State = AciDiagnosticState.Partial, Category = ["ContainerEvent"],
            Destination = [new AciDiagnosticDestination { Kind = "Workspace", Id = "/subscriptions/x/workspaces/central" }],
        };
        var plan = new AciDefenderPlan { Name = "Containers", SubscriptionId = "s", Coverage = "FullyCovered", Extension = [new AciDefenderExtension { Name = "Sensor" }, new AciDefenderExtension { Name = "Scanner", Enabled = true }] };
        var change = new AciChange { Result = AciChangeResult.WouldChange, Action = "Write diagnostic setting", TargetName = "acisecmon", ContainerGroupName = "web", SubscriptionId = "s", Message = "m" };
        var capability = new AciCapability { Name = "Assess", SubscriptionId = "s", Allowed = false, MissingAction = ["a/read", "b/read"] };

        Assert.Equal("ops@contoso.com                AzureCli             AzureCloud                                             one, two", Wide(connection)[2]);
        Assert.Equal(["   Resource group: shop", "web                      Partial  logs               ContainerEvent           Workspace central"], [Wide(setting)[0], Wide(setting)[4]]);
        Assert.Equal(["   Subscription: s", "Containers        Unknown                      FullyCovered     Scanner"], [Wide(plan)[0], Wide(plan)[4]]);
        Assert.Equal(["   Subscription: s", "WouldChange Write diagnostic setting   acisecmon                web                  m"], [Wide(change)[0], Wide(change)[4]]);
        Assert.Equal(["Assess                       False   a/read", "                                     b/read"], Wide(capability)[4..6]);
    }

    [Fact]
    public void Coverage_shows_its_gaps_by_their_state_and_a_share_that_is_not_known_as_such()
    {
        AciMonitoringCoverage[] rows =
        [
            new()
            {
                Name = "web", Percent = 33, State = AciCoverageState.Broken, UnknownCount = 0,
                Part = [Part("Logs", AciCoverageState.Missing), Part("Events", AciCoverageState.Broken), Part("Metrics", AciCoverageState.Missing), Part("Network", AciCoverageState.On)],
            },
            new() { Name = "api", State = AciCoverageState.Unknown, UnknownCount = 1, Part = [Part("Logs", AciCoverageState.Unknown)] },
        ];

        Assert.Equal(
            ["web                       33% Broken            Missing: Logs, Metrics; Broken: Events", "api                         ? Unknown           Unknown: Logs"], Render(rows)[4..6]);
        object[] stored = [.. rows.Select(static row => PSSerializer.Deserialize(PSSerializer.Serialize(row, 3)))];
        Assert.Equal(Render(rows), Render(stored));

        static AciCoveragePart Part(string name, AciCoverageState state) => new() { Name = name, State = state };
    }

    [Fact]
    public void What_was_not_found_out_never_looks_like_a_no()
    {
        Assert.Equal("\u001b[33mUnknown\u001b[0m", StateText.Of(null, new { OutputRendering = "Host" }, null));
        Assert.Equal("\u001b[31mFalse\u001b[0m", StateText.Of(PSObject.AsPSObject(false), new { OutputRendering = "Host" }, null));
        Assert.Equal("\u001b[32mComplete\u001b[0m", StateText.Of(PSObject.AsPSObject(AciDiagnosticState.Complete), new { OutputRendering = "Host" }, null));
        Assert.Equal("Broken", StateText.Of(PSObject.AsPSObject(AciDiagnosticState.Broken), new { OutputRendering = "Host" }, "1"));
    }

    [Fact]
    public void Every_table_has_at_most_six_columns_with_explicit_widths()
    {
        XElement views = XElement.Load(Path.Combine(StagedModule.Bin, "AciSecMon.Format.ps1xml"));
        foreach (XElement view in views.Descendants("View").Where(static view => view.Element("TableControl") is not null))
        {
            string type = view.Descendants("TypeName").Single().Value;
            XElement[] headers = [.. view.Descendants("TableColumnHeader")];
            Assert.True(headers.Length is > 0 and <= 6, type);
            Assert.All(headers[..^1], header => Assert.True(header.Element("Width") is not null, type));
            Assert.Equal(headers.Length, view.Descendants("TableColumnItem").Count());
        }
    }

    [Fact]
    public void Every_model_has_a_view_and_every_view_names_what_exists()
    {
        XElement views = XElement.Load(Path.Combine(StagedModule.Bin, "AciSecMon.Format.ps1xml"));
        Dictionary<string, Type> models = typeof(AciSecurityFinding).Assembly.GetExportedTypes().ToDictionary(static type => type.FullName!);
        foreach (XElement view in views.Descendants("View"))
        {
            Type model = models[view.Descendants("TypeName").Single().Value];
            foreach (string name in view.Descendants("PropertyName").Select(static element => element.Value)) Assert.True(model.GetProperty(name) is not null, $"{model.Name}.{name}");
            foreach (string script in view.Descendants("ScriptBlock").Select(static element => element.Value))
            {
                foreach (Match property in Regex.Matches(script, @"\$_\.(\w+)")) Assert.True(model.GetProperty(property.Groups[1].Value) is not null, $"{model.Name}: {script}");
            }
        }

        string[] seen = [.. views.Descendants("TypeName").Select(static element => element.Value).Distinct()];
        Type[] given =
        [
            typeof(AciSecurityFinding), typeof(AciContainerGroup), typeof(AciSecurityRule), typeof(AciRisk), typeof(AciConnection), typeof(AciDiagnosticSetting),
            typeof(AciDefenderPlan), typeof(AciChange), typeof(AciCapability), typeof(AciMonitoringCoverage), typeof(AciCoveragePart),
        ];
        Assert.All(given, model => Assert.Contains(model.FullName!, seen));
    }

    private static AciSecurityFinding Finding(string group, string rule, AciSeverity severity, string message) => new()
    {
        RuleId = rule,
        Severity = severity,
        ContainerGroupName = group,
        ContainerName = "app",
        Message = message,
        Location = new AciSourceLocation { File = "/infra/main.json", Line = 12, Column = 3 },
    };

    private static string[] Wide(params object[] items)
    {
        var host = new CapturingHost(width: 160);
        using Engine engine = Engine.WithModule(host);
        engine.Run("0", ("items", items));
        return Engine.Render(engine, host, "$items");
    }

    private string[] Render(params object[] items)
    {
        engine.Run("0", ("items", items));
        return Engine.Render(engine, host, "$items");
    }
}
