using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>
/// One secret stands in a secure slot here and in the clear value of a variable there: what one container hides, its sibling shows. Compared by the secure
/// inputs that both come from, by equal expressions, or by equal text, over all groups of the same file.
/// </summary>
internal sealed class SharedSecretRule() : GroupRule("ACI-SEC-019")
{
    private const int LeastText = 6;

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        if (!group.IsAuthored)
        {
            judgement.NotApplicable(Place.Root, "The service does not give secrets back, so that they cannot be compared.");
            return;
        }

        IReadOnlyList<SecureSlot>? own = null;
        SecureSlots slots = SecureSlots.Of(group);
        foreach (Container container in group.Containers.Items)
        {
            foreach (EnvironmentVariable variable in container.EnvironmentVariables.Items)
            {
                if (!MayBeShared(variable.Value)) continue;
                own ??= [.. slots.Items, .. SlotsOfOthers(group, judgement.Estate)];
                JudgeVariable(variable, container, own, judgement);
            }
        }

        slots.ReportOpen(judgement);
        judgement.PassUnlessObjected(Place.Root, "No secret of a secure slot stands in clear elsewhere.");
    }

    private static void JudgeVariable(EnvironmentVariable variable, Container container, IReadOnlyList<SecureSlot> slots, Judgement judgement)
    {
        foreach (SecureSlot slot in slots)
        {
            if (!AreSame(variable.Value, slot.Value)) continue;
            judgement.FailSecret(
                variable.Place.Of("value"), variable.Value, slot.Kind,
                $"The secret that is kept for {slot.What} stands in clear in {SecretWords.Of(variable, container)}.", "The same secure slot in both places");
            return;
        }
    }

    private static IEnumerable<SecureSlot> SlotsOfOthers(ContainerGroup group, EstatePart estate)
    {
        foreach (GroupEntry entry in estate.Groups)
        {
            if (ReferenceEquals(entry.Group, group) || entry.Group.SubjectKey == group.SubjectKey) continue;
            foreach (SecureSlot slot in SecureSlots.Of(entry.Group).Items)
            {
                yield return slot with { What = $"{slot.What} in the group '{DisplayName.Of(entry.Group.DisplayName)}'" };
            }
        }
    }

    /// <summary>A value into which a secret flowed, or a text that can be one.</summary>
    private static bool MayBeShared(Value value) =>
        value.Origins.IsSecure || (value.AsText() is { Length: >= LeastText } text && Credentials.CanBeSecret(text, SecretKinds.Secret));

    private static bool AreSame(Value clear, Value secure)
    {
        if (clear.Origins.IsSecure && secure.Origins.IsSecure && ShareInput(clear.Origins, secure.Origins)) return true;
        if (clear is UnresolvedValue first && secure is UnresolvedValue second)
        {
            // Where literals were left out of an expression, two that read alike may not be the same.
            return first.Origins.IsSecure && first.Expression == second.Expression && !first.Expression.Contains("...", StringComparison.Ordinal);
        }

        return clear.AsText() is { } text && text == secure.AsText() && !Placeholders.IsSlot(text);
    }

    /// <summary>One input is one declaration, or one call at one place: another call of the same list function may ask for another key.</summary>
    private static bool ShareInput(Origins first, Origins second)
    {
        foreach (Origin origin in first.Members)
        {
            bool isOne = origin.Kind != OriginKind.ListFunction || origin.DeclaredAt.File is not null;
            if (origin.IsSecure && isOne && second.Members.Contains(origin)) return true;
        }

        return false;
    }
}
