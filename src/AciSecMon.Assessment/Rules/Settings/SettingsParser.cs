using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Detections;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Network;

namespace AciSecMon.Assessment.Rules.Settings;

/// <summary>Makes settings of a document and collects everything that is wrong with it.</summary>
internal sealed class SettingsParser(string path, string? askedProfile)
{
    /// <summary>Twelve years, the longest that a table keeps (Azure Monitor, Manage data retention in a Log Analytics workspace).</summary>
    private const int MostRetentionDays = 4383;

    private static readonly string[] SeverityNames = Enum.GetNames<AciSeverity>();

    /// <summary>The settings, each with what reads its value.</summary>
    private static readonly FrozenDictionary<string, Action<SettingsParser, Value>> Readers = new Dictionary<string, Action<SettingsParser, Value>>
    {
        ["$schema"] = static (p, v) => p.ReadText("$schema", v),
        ["profile"] = static (p, v) => p.profile = p.ReadProfile(v),
        ["allowedRegistries"] = static (p, v) => p.allowedRegistries = p.ReadTexts("allowedRegistries", v, RegistryAllowList.FaultOf),
        ["publicPorts"] = static (p, v) => p.publicPorts = p.ReadPorts("publicPorts", v),
        ["maximumPublicPorts"] = static (p, v) => p.maximumPublicPorts = p.ReadWhole("maximumPublicPorts", v, 0, 65535),
        ["allowedDnsServers"] = static (p, v) => p.allowedDnsServers = p.ReadTexts("allowedDnsServers", v, FaultOfAddress),
        ["deprecatedImages"] = static (p, v) => p.deprecatedImages = p.ReadTexts("deprecatedImages", v, ImagePattern.FaultOf),
        ["requiredTags"] = static (p, v) => p.requiredTags = p.ReadTexts("requiredTags", v, FaultOfName),
        ["productionTags"] = static (p, v) => p.productionTags = p.ReadTexts("productionTags", v, FaultOfTag),
        ["namePattern"] = static (p, v) => p.namePattern = p.ReadPattern("namePattern", v),
        ["allowedRegions"] = static (p, v) => p.allowedRegions = p.ReadTexts("allowedRegions", v, FaultOfName),
        ["restartThreshold"] = static (p, v) => p.restartThreshold = p.ReadWhole("restartThreshold", v, 1, 1_000_000),
        ["minimumRetentionDays"] = static (p, v) => p.minimumRetentionDays = p.ReadWhole("minimumRetentionDays", v, 1, MostRetentionDays),
        ["logSubscriptions"] = static (p, v) => p.logSubscriptions = p.ReadTexts("logSubscriptions", v, FaultOfSubscription),
        ["denyingPolicies"] = static (p, v) => p.denyingPolicies = p.ReadTexts("denyingPolicies", v, FaultOfName),
        ["changeCallers"] = static (p, v) => p.changeCallers = p.ReadTexts("changeCallers", v, FaultOfName),
        ["changeHours"] = static (p, v) => p.changeHours = p.ReadHours("changeHours", v),
        ["severity"] = static (p, v) => p.ReadSeverities(v),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly List<SettingsFault> faults = [];
    private readonly Dictionary<string, AciSeverity> severities = new(StringComparer.OrdinalIgnoreCase);
    private string? profile;
    private List<string> allowedRegistries = [];
    private List<int> publicPorts = [];
    private int? maximumPublicPorts;
    private List<string> allowedDnsServers = [];
    private List<string> deprecatedImages = [];
    private List<string> requiredTags = [];
    private List<string> productionTags = [];
    private string? namePattern;
    private List<string> allowedRegions = [];
    private int? restartThreshold;
    private int? minimumRetentionDays;
    private List<string> logSubscriptions = [];
    private List<string> denyingPolicies = [];
    private List<string> changeCallers = [];
    private HourRange? changeHours;

    /// <summary>The names of all settings.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Readers.Keys.Where(static n => n != "$schema").Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with the document.</summary>
    public IReadOnlyList<SettingsFault> Faults => faults;

    public AssessmentSettings Parse(Document document)
    {
        foreach (DocumentNotice notice in document.Notices) faults.Add(new SettingsFault(notice.Message, notice.Location));
        if (document.Root is ObjectValue root) ReadAll(root);
        else faults.Add(new SettingsFault("A settings file holds one object, such as { \"profile\": \"Baseline\" }.", document.Root.Location));
        return new AssessmentSettings
        {
            Profile = askedProfile ?? profile ?? Profiles.Baseline,
            AllowedRegistries = allowedRegistries,
            PublicPorts = publicPorts,
            // Who lists more ports than the default allows means all of them.
            MaximumPublicPorts = maximumPublicPorts ?? Math.Max(AssessmentSettings.DefaultMaximumPublicPorts, publicPorts.Count),
            AllowedDnsServers = allowedDnsServers,
            DeprecatedImages = deprecatedImages,
            RequiredTags = requiredTags,
            ProductionTags = productionTags,
            NamePattern = namePattern,
            AllowedRegions = allowedRegions,
            RestartThreshold = restartThreshold ?? AssessmentSettings.DefaultRestartThreshold,
            MinimumRetentionDays = minimumRetentionDays ?? AssessmentSettings.DefaultMinimumRetentionDays,
            LogSubscriptions = logSubscriptions,
            DenyingPolicies = denyingPolicies,
            ChangeCallers = changeCallers,
            ChangeHours = changeHours,
            SeverityOverrides = severities,
            Path = path,
        };
    }

    private static string? FaultOfAddress(string text) =>
        AddressRange.TryParse(text, out _) ? null : "must be an IP address or a prefix such as '203.0.113.0/24'";

    private static string? FaultOfSubscription(string text) => Guid.TryParseExact(text, "D", out _) ? null : "must be the id of a subscription, such as '00000000-0000-0000-0000-000000000000'";

    private static string? FaultOfName(string text) => string.IsNullOrWhiteSpace(text) ? "must not be empty" : null;

    private static string? FaultOfTag(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is var equals && equals > 0 && equals < text.Length - 1 ? null : "must be a tag with its value, such as 'environment=production'";

    private void ReadAll(ObjectValue root)
    {
        foreach (Property property in root.Properties)
        {
            if (!Readers.TryGetValue(property.Name, out Action<SettingsParser, Value>? read))
            {
                faults.Add(new SettingsFault(
                    $"'{DisplayName.Of(property.Name)}' is not a setting; {NearestName.Hint(property.Name, Names)}", property.NameLocation));
            }
            else if (!property.Value.IsMissing)
            {
                read(this, property.Value);
            }
        }
    }

    private string? ReadProfile(Value value)
    {
        if (ReadText("profile", value) is not { } text) return null;
        if (Profiles.Find(text) is { } found) return found;
        Add(value, $"The value of 'profile' is not a profile; {NearestName.Hint(text, Profiles.All)}");
        return null;
    }

    private void ReadSeverities(Value value)
    {
        if (value is not ObjectValue byRule)
        {
            Add(value, "The value of 'severity' must be an object of rule ids and severities, such as { \"ACI-NET-001\": \"Medium\" }.");
            return;
        }

        foreach (Property property in byRule.Properties)
        {
            string? ruleId = RuleCatalogue.ById.TryGetValue(property.Name, out RuleMetadata? rule)
                ? rule.Id
                : DetectionRules.Ids.FirstOrDefault(id => string.Equals(id, DetectionIds.RuleOf(property.Name), StringComparison.OrdinalIgnoreCase));
            if (ruleId is null)
            {
                string hint = NearestName.Hint(property.Name, [.. RuleCatalogue.ById.Keys, .. DetectionRules.Ids]);
                faults.Add(new SettingsFault($"'{DisplayName.Of(property.Name)}' is not a rule; {hint}", property.NameLocation));
            }

            AciSeverity? severity = ReadSeverity(DisplayName.Of(property.Name), property.Value);
            if (ruleId is not null && severity is { } known) severities[ruleId] = known;
        }
    }

    private AciSeverity? ReadSeverity(string rule, Value value)
    {
        if (ReadText($"severity.{rule}", value) is not { } text) return null;
        int index = Array.FindIndex(SeverityNames, n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0) return Enum.Parse<AciSeverity>(SeverityNames[index]);
        Add(value, $"The value of 'severity.{rule}' is not a severity; {NearestName.Hint(text, SeverityNames)}");
        return null;
    }

    private List<int> ReadPorts(string name, Value value)
    {
        var ports = new List<int>();
        foreach (Value item in ReadItems(name, value, "whole numbers"))
        {
            if (ReadWhole($"{name}[*]", item, 1, 65535) is { } port && !ports.Contains(port)) ports.Add(port);
        }

        return ports;
    }

    private List<string> ReadTexts(string name, Value value, Func<string, string?> faultOf)
    {
        var texts = new List<string>();
        foreach (Value item in ReadItems(name, value, "strings"))
        {
            if (ReadText($"{name}[*]", item) is not { } text) continue;
            if (faultOf(text) is { } fault) Add(item, $"An entry of '{name}' {fault}.");
            else texts.Add(text);
        }

        return texts;
    }

    private IReadOnlyList<Value> ReadItems(string name, Value value, string what)
    {
        if (value is ArrayValue array) return array.Items;
        Add(value, $"The value of '{name}' must be a list of {what}.");
        return [];
    }

    private string? ReadPattern(string name, Value value)
    {
        if (ReadText(name, value) is not { } text) return null;
        try
        {
            _ = AssessmentSettings.ReadPattern(text);
            return text;
        }
        catch (ArgumentException e)
        {
            string where = e is RegexParseException parse ? string.Create(CultureInfo.InvariantCulture, $" ({parse.Error} at character {parse.Offset})") : string.Empty;
            Add(value, $"The value of '{name}' is no regular expression{where}.");
            return null;
        }
    }

    private HourRange? ReadHours(string name, Value value)
    {
        if (ReadText(name, value) is not { } text) return null;
        if (HourRange.TryParse(text, out HourRange? hours)) return hours;
        Add(value, $"The value of '{name}' must be hours of a day, UTC, such as '08:00-18:00'.");
        return null;
    }

    private string? ReadText(string name, Value value)
    {
        if (value is StringValue text) return text.Text;
        Add(value, $"The value of '{name}' must be a string.");
        return null;
    }

    private int? ReadWhole(string name, Value value, int least, int most)
    {
        if (value is NumberValue { Whole: { } whole } && whole >= least && whole <= most) return (int)whole;
        Add(value, $"The value of '{name}' must be a whole number from {least} to {most}.");
        return null;
    }

    private void Add(Value value, string message) => faults.Add(new SettingsFault(message, value.Location));
}
