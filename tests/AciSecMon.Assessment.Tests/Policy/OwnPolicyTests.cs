using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>The module's own definitions say what its rules say.</summary>
public sealed class OwnPolicyTests
{
    /// <summary>Definitions with the rules that say the same together.</summary>
    private static readonly Dictionary<string, string[]> Pairs = new(StringComparer.Ordinal)
    {
        ["acisecmon-image-digest"] = ["ACI-IMG-004"],
        ["acisecmon-image-version"] = ["ACI-IMG-003"],
        ["acisecmon-no-public-address"] = ["ACI-NET-001"],
        ["acisecmon-virtual-network"] = ["ACI-NET-002"],
        ["acisecmon-managed-identity"] = ["ACI-IDN-001"],
        ["acisecmon-no-registry-passwords"] = ["ACI-IMG-006"],
        ["acisecmon-dns-label-scope"] = ["ACI-NET-008"],
        ["acisecmon-customer-managed-key"] = ["ACI-DAT-001"],
        ["acisecmon-confidential-policy"] = ["ACI-DAT-005"],
        ["acisecmon-zone"] = ["ACI-GOV-007"],
        ["acisecmon-no-privilege"] = ["ACI-RUN-001", "ACI-RUN-002", "ACI-RUN-005"],
        ["acisecmon-resource-limits"] = ["ACI-RUN-008"],
        ["acisecmon-log-collection"] = ["ACI-LOG-001"],
    };

    /// <summary>Definitions that cannot say quite what their rule says, and why.</summary>
    private static readonly Dictionary<string, string> Looser = new(StringComparer.Ordinal)
    {
        ["acisecmon-allowed-registries"] = "The rule also trusts registries that the estate owns, and is open where nobody said which are.",
        ["acisecmon-public-ports"] = "The rule counts ports; the definition has a list of those that are allowed.",
        ["acisecmon-no-clear-secrets"] = "The rule reads the words of a name and the form of its value; the definition has a list of parts of names.",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_definition_can_be_read_and_is_tied_to_a_rule_that_there_is()
    {
        Assert.Equal(Pairs.Keys.Concat(Looser.Keys).Order(StringComparer.Ordinal), PolicyLibrary.All.Select(static one => one.Name));
        Assert.All(PolicyLibrary.All, static one =>
        {
            Assert.Empty(BoundPolicy.Bind(one, new Dictionary<string, Value>()).Faults);
            Assert.True(AciSecMon.Assessment.Rules.Metadata.RuleCatalogue.ById.ContainsKey(PolicyLibrary.RuleOf(one)), PolicyLibrary.RuleOf(one));
            Assert.StartsWith("acisecmon-", one.Name, StringComparison.Ordinal);
            Assert.NotEmpty(one.Description!);
        });
    }

    /// <summary>The service takes one star in a pattern (Azure Policy, definition-structure-policy-rule, "Conditions"), and none where a text is to be contained.</summary>
    [Fact]
    public void No_pattern_of_a_definition_has_more_stars_than_the_service_takes()
    {
        foreach (PolicyDefinition definition in PolicyLibrary.All)
        {
            foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(PolicyLibrary.ToContract(definition).Json!, "\"(?:not)?(like|contains)\": \"([^\"]*)\"", System.Text.RegularExpressions.RegexOptions.IgnoreCase))
            {
                int most = match.Groups[1].Value.Equals("like", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                Assert.True(match.Groups[2].Value.Count(static one => one == '*') <= most, $"{definition.Name}: {match.Value}");
            }
        }
    }

    [Fact]
    public void Every_alias_that_a_definition_needs_is_in_the_published_list()
    {
        const string Groups = "Microsoft.ContainerInstance/containerGroups/";
        foreach (PolicyDefinition definition in PolicyLibrary.All)
        {
            string[] aliases = [.. System.Text.RegularExpressions.Regex.Matches(PolicyLibrary.ToContract(definition).Json!, "Microsoft\\.ContainerInstance/containerGroups/([\\w.\\[\\]*]+)").Select(static match => match.Groups[1].Value).Distinct()];
            bool areKnown = Array.TrueForAll(aliases, static alias => ContainerInstanceAliases.Knows(Groups[..^1], alias) == true);
            Assert.True(areKnown == (PolicyLibrary.ToContract(definition).Deployable == AciPolicyDeployable.Confirmed), $"{definition.Name}: {string.Join(", ", aliases.Where(static alias => ContainerInstanceAliases.Knows(Groups[..^1], alias) != true))}");
        }
    }

    [Theory]
    [InlineData("quickstart")]
    [InlineData("bicep-pairs")]
    [InlineData("confidential")]
    [InlineData("yaml")]
    [InlineData("live")]
    [InlineData("avm")]
    public async Task Rules_and_definitions_agree_on_every_group_of_the_corpus(string folder)
    {
        string path = Corpus.PathOf(folder);
        var options = new AssessmentOptions { RuleId = [.. Pairs.Values.SelectMany(static ids => ids)], Settings = new SettingsOptions { NoSettings = true }, Status = Assess.EveryStatus };
        ILookup<(string, string), AciSecurityFinding> findings = (await Assess.Path(path, options)).Findings.Where(static one => one.ContainerGroupName is not null && one.Source != AciFindingSource.Coverage)
            .ToLookup(static one => (FileOf(one.Location), one.ContainerGroupName!));
        List<AciPolicyCompliance> verdicts = await TestAsync(path);
        List<string> apart = [];
        foreach (AciPolicyCompliance verdict in verdicts.Where(static one => one.ContainerGroupName is not null && Pairs.ContainsKey(one.PolicyName)))
        {
            AciFindingStatus[] said = [.. findings[(FileOf(verdict.SourceLocation), verdict.ContainerGroupName!)].Where(one => Pairs[verdict.PolicyName].Contains(one.RuleId)).Select(static one => one.Status)];
            bool? byRule = said.Contains(AciFindingStatus.Fail) ? false : said.Contains(AciFindingStatus.Unknown) ? null : true;
            bool? byPolicy = verdict.State switch { AciPolicyState.NonCompliant => false, AciPolicyState.Unknown => null, _ => true };

            // What one of them cannot decide is no disagreement.
            if (byRule is not null && byPolicy is not null && byRule != byPolicy) apart.Add($"{FileOf(verdict.SourceLocation)} {verdict.ContainerGroupName} {verdict.PolicyName}: {verdict.State}, and by rules {string.Join(", ", said)}");
        }

        Assert.NotEmpty(verdicts);
        Assert.True(apart.Count == 0, string.Join('\n', apart));
    }

    private static string FileOf(AciSourceLocation? location) => location?.File is { } path ? path : string.Empty;

    private static async Task<List<AciPolicyCompliance>> TestAsync(string path)
    {
        var options = new PolicyOptions { Name = ["acisecmon-*"], State = Enum.GetValues<AciPolicyState>().ToHashSet() };
        IPolicySession session = await new AssessmentEngine().OpenPolicyTestAsync(options, new Assess(), Stop);
        List<AciPolicyCompliance> verdicts = [];
        await foreach (AciPolicyCompliance verdict in session.TestAsync([new PathInput { FullPath = path }], Stop)) verdicts.Add(verdict);
        return verdicts;
    }
}
