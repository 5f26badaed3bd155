using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules;

/// <summary>
/// Brings together the verdicts on one group under each combination of the conditions that are not known: where all agree, that is the verdict;
/// where they differ, it is Unknown and the conditions that make the difference are named.
/// </summary>
internal static class VariantMerge
{
    public static List<JudgedResult> Merge(IReadOnlyList<GroupVariant> variants, IReadOnlyList<List<JudgedResult>> resultsByVariant)
    {
        // Key: rule, subject and place. A slot of the array is null where the variant says nothing of that place.
        var byPlace = new Dictionary<(Rule Rule, string Subject, string Place), JudgedResult?[]>();
        for (int v = 0; v < variants.Count; v++)
        {
            foreach (JudgedResult judged in resultsByVariant[v])
            {
                var key = (judged.Entry.Rule, Subject(judged), judged.Result.Place.ToString());
                if (!byPlace.TryGetValue(key, out JudgedResult?[]? slots)) byPlace.Add(key, slots = new JudgedResult?[variants.Count]);
                slots[v] = judged;
            }
        }

        var merged = new List<JudgedResult>();
        var objected = new HashSet<(Rule, string)>();
        foreach (var ((rule, subject, _), slots) in byPlace)
        {
            if (!slots.Any(static s => s is not null && IsObjection(s))) continue;
            objected.Add((rule, subject));
            merged.Add(Array.TrueForAll(slots, s => s?.Result.Status == slots[0]?.Result.Status) ? Weightiest(slots) : Undecided(slots, variants));
        }

        foreach (var ((rule, subject, _), slots) in byPlace)
        {
            if (!objected.Contains((rule, subject))) merged.Add(Weightiest(slots));
        }

        return WithoutRedundantNotApplicable(merged);
    }

    private static string Subject(JudgedResult judged) => judged.Container?.Place.ToString() ?? string.Empty;

    private static bool IsObjection(JudgedResult judged) => judged.Result.Status is AciFindingStatus.Fail or AciFindingStatus.Unknown or AciFindingStatus.Error;

    private static JudgedResult Weightiest(JudgedResult?[] slots) => slots.Where(static s => s is not null).OrderBy(static s => s!.Result.Status).ThenByDescending(static s => s!.Severity).First()!;

    private static JudgedResult Undecided(JudgedResult?[] slots, IReadOnlyList<GroupVariant> variants)
    {
        JudgedResult worst = slots.Where(static s => s is not null).OrderBy(static s => s!.Result.Status).First()!;
        UnresolvedCause[] causes = [.. Deciding(slots, variants).Select(static c => new UnresolvedCause(CauseKind.Condition, c.Text))];
        string conditions = string.Join(" and ", causes.Select(static c => c.Text));
        RuleResult result = new(
            AciFindingStatus.Unknown, worst.Result.Place, $"Depends on {conditions}: {worst.Result.Message}", worst.Result.Value, EvidenceKind.None, worst.Result.Expected, worst.Result.Severity)
        {
            Causes = [.. causes, .. worst.Result.Causes],
        };
        return worst with { Result = result };
    }

    /// <summary>The conditions of which one alone, turned around, changes the verdict.</summary>
    private static List<ConditionSymbol> Deciding(JudgedResult?[] slots, IReadOnlyList<GroupVariant> variants)
    {
        ConditionSymbol[] all = [.. variants[0].Assumptions.Select(static a => a.Condition)];
        var deciding = new List<ConditionSymbol>();
        for (int c = 0; c < all.Length; c++)
        {
            bool decides = false;
            for (int a = 0; a < variants.Count && !decides; a++)
            {
                for (int b = a + 1; b < variants.Count && !decides; b++)
                {
                    decides = DifferOnlyIn(c, variants[a], variants[b]) && slots[a]?.Result.Status != slots[b]?.Result.Status;
                }
            }

            if (decides) deciding.Add(all[c]);
        }

        return deciding;
    }

    private static bool DifferOnlyIn(int condition, GroupVariant first, GroupVariant second)
    {
        for (int i = 0; i < first.Assumptions.Count; i++)
        {
            if (first.Assumptions[i].IsTrue == second.Assumptions[i].IsTrue == (i == condition)) return false;
        }

        return true;
    }

    /// <summary>A rule that is kept where it applies is kept: NotApplicable under the other conditions adds nothing.</summary>
    private static List<JudgedResult> WithoutRedundantNotApplicable(List<JudgedResult> merged)
    {
        var said = merged.Where(static m => m.Result.Status != AciFindingStatus.NotApplicable).Select(static m => (m.Entry.Rule, Subject(m))).ToHashSet();
        merged.RemoveAll(m => m.Result.Status == AciFindingStatus.NotApplicable && said.Contains((m.Entry.Rule, Subject(m))));
        return merged;
    }
}
