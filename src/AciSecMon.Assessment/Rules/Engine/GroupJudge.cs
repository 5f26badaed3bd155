using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules;

/// <summary>Runs the selected rules on groups and templates. Results of rules that throw are errors on their subject; the others go on.</summary>
internal sealed class GroupJudge(RuleSelection rules, AssessmentSettings settings, bool keepsQuietResults, TimeProvider time, GivenPolicies? policies = null)
{
    /// <summary>Judges a group as a whole by all rules: under every combination of its conditions, brought together.</summary>
    public List<JudgedResult> Judge(GroupEntry entry, EstatePart part) => Judge(entry, part, rules.Whole);

    /// <summary>Judges a group as a whole by some rules.</summary>
    public List<JudgedResult> Judge(GroupEntry entry, EstatePart part, RuleSet set)
    {
        var judgement = new Judgement(settings, part, keepsQuietResults) { Now = (part.Live?.Clock ?? time).GetUtcNow() };
        List<JudgedResult> results = entry.Variants.Count == 1
            ? JudgeVariant(entry.Group, set, judgement)
            : VariantMerge.Merge(entry.Variants, [.. entry.Variants.Select(v => JudgeVariant(v.Group, set, judgement))]);
        if (policies is not null && set.TakesPolicies) results.AddRange(policies.Judge(entry, part).Where(one => keepsQuietResults || one.Result.Status is not (AciFindingStatus.Pass or AciFindingStatus.NotApplicable)));
        return results;
    }

    /// <summary>Judges what a template says beside its resources.</summary>
    public List<JudgedResult> Judge(TemplateFacts template, EstatePart part)
    {
        var judgement = new Judgement(settings, part, keepsQuietResults) { Now = (part.Live?.Clock ?? time).GetUtcNow() };
        var results = new List<JudgedResult>();
        foreach (RuleEntry entry in rules.Templates)
        {
            Run(entry, judgement, results, template: template);
        }

        return results;
    }

    private List<JudgedResult> JudgeVariant(ContainerGroup group, RuleSet set, Judgement judgement)
    {
        var results = new List<JudgedResult>();
        foreach (RuleEntry entry in set.Groups)
        {
            if (entry.Judges(group.Shape)) Run(entry, judgement, results, group);
            else if (keepsQuietResults) results.Add(NotForShape(entry, Place.Root, null, group.Shape));
        }

        foreach (Container container in group.Containers.Items)
        {
            foreach (RuleEntry entry in set.Containers)
            {
                if (entry.Judges(group.Shape)) Run(entry, judgement, results, group, container);
                else if (keepsQuietResults) results.Add(NotForShape(entry, container.Place, container, group.Shape));
            }
        }

        if (group.Containers.Rest is { } rest)
        {
            // Containers that cannot be seen are not containers that pass.
            foreach (RuleEntry entry in set.Containers.Where(e => e.Judges(group.Shape)))
            {
                judgement.Reset();
                judgement.Unknown(Place.Root.Of("containers"), rest, "Containers of this group could not be resolved, so they were not judged.");
                results.Add(new(entry, judgement.Results[0], null));
            }
        }

        return results;
    }

    private static JudgedResult NotForShape(RuleEntry entry, Place place, Container? container, AciSourceKind shape) => new(
        entry,
        new RuleResult(AciFindingStatus.NotApplicable, place, $"A source of the kind {shape} does not show what this rule looks at.", Documents.MissingValue.Instance, EvidenceKind.None),
        container);

    private static void Run(
        RuleEntry entry, Judgement judgement, List<JudgedResult> results, ContainerGroup? group = null, Container? container = null, TemplateFacts? template = null)
    {
        judgement.Reset();
        Place place = container?.Place ?? Place.Root;
        try
        {
            switch (entry.Rule)
            {
                case GroupRule rule: rule.Judge(group!, judgement); break;
                case ContainerRule rule: rule.Judge(container!, group!, judgement); break;
                case TemplateRule rule: rule.Judge(template!, judgement); break;
            }
        }
#pragma warning disable CA1031 // A fault of one rule must neither hide the other verdicts nor pass for one: it becomes an Error result that a gate sees.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // The fault's message may quote a value; its type and place in the code may not.
            results.Add(new(entry, new RuleResult(
                AciFindingStatus.Error, place, $"The rule failed inside ({fault.GetType().Name} in {fault.TargetSite?.DeclaringType?.Name}); this is a fault of the module.",
                Documents.MissingValue.Instance, EvidenceKind.None), container));
            return;
        }

        foreach (RuleResult result in judgement.Results) results.Add(new(entry, result, container));
        if (!judgement.HasSpoken)
        {
            results.Add(new(entry, new RuleResult(
                AciFindingStatus.Error, place, "The rule gave no verdict; this is a fault of the module.", Documents.MissingValue.Instance, EvidenceKind.None), container));
        }
    }
}
