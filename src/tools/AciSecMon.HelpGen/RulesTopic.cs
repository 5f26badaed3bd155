using System.Globalization;
using System.Text;
using AciSecMon.Assessment.Rules.Metadata;

namespace AciSecMon.HelpGen;

/// <summary>Writes the topic that tells of every rule what it looks for, why, and how to repair what it finds.</summary>
internal static class RulesTopic
{
    public const string Name = "about_AciSecMon_Rules";

    private const string Indent = "    ";
    private const int Width = 80;

    public static string Write(IReadOnlyList<RuleMetadata> rules)
    {
        var text = new StringBuilder();
        text.Append("TOPIC\n").Append(Indent).Append(Name).Append("\n\n");
        Section(text, "SHORT DESCRIPTION", "The rules of AciSecMon: what each looks for, why it matters, and how to repair what it finds.");
        text.Append("LONG DESCRIPTION\n");
        Paragraph(text, string.Create(CultureInfo.InvariantCulture, $"There are {rules.Count} rules. Get-AciSecurityRule gives them as objects, with the severity that your settings file gives them."));
        foreach (IGrouping<AciRuleCategory, RuleMetadata> category in rules.GroupBy(static r => r.Category).OrderBy(static g => g.Key))
        {
            text.Append(category.Key.ToString().ToUpperInvariant()).Append('\n');
            foreach (RuleMetadata rule in category) Rule(text, rule);
        }

        Section(text, "SEE ALSO", "about_AciSecMon, Get-AciSecurityRule, Get-AciSecurityFinding");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Rule(StringBuilder text, RuleMetadata rule)
    {
        Lines(text, $"{rule.Id}  {rule.Title}", Indent);
        string controls = rule.Controls.Count == 0 ? string.Empty : $" Maps to MCSB {string.Join(", ", rule.Controls)}.";
        Lines(text, $"{rule.Severity}. Profiles: {string.Join(", ", rule.Profiles)}.{controls}", Indent + Indent);
        Lines(text, $"Why: {rule.Rationale}", Indent + Indent);
        Lines(text, $"Repair: {rule.Recommendation}", Indent + Indent);
        text.Append('\n');
    }

    private static void Section(StringBuilder text, string title, string body)
    {
        text.Append(title).Append('\n');
        Paragraph(text, body);
    }

    private static void Paragraph(StringBuilder text, string body)
    {
        Lines(text, body, Indent);
        text.Append('\n');
    }

    private static void Lines(StringBuilder text, string body, string indent)
    {
        var line = new StringBuilder(indent);
        foreach (string word in body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > indent.Length && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(indent);
            }

            if (line.Length > indent.Length) line.Append(' ');
            line.Append(word);
        }

        text.Append(line).Append('\n');
    }
}
