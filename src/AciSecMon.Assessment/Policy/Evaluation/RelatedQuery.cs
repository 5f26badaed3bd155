using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Policy;

/// <summary>Which related resources are looked for (Azure Policy, effect-audit-if-not-exists).</summary>
/// <param name="Type">Their type.</param>
/// <param name="Name">Their name, whose last part may be <c>?</c> for any; null for any.</param>
/// <param name="ResourceGroupName">Their resource group; null for that of the resource.</param>
/// <param name="IsOfSubscription">True where the whole subscription is looked through.</param>
internal sealed record RelatedQuery(string Type, string? Name, string? ResourceGroupName, bool IsOfSubscription)
{
    /// <summary>Whether a resource of the type is one of those that are meant; not known where nothing says what it stands below.</summary>
    /// <param name="one">The resource.</param>
    /// <param name="subject">The resource that is judged.</param>
    public Truth Means(ObjectValue one, PolicySubject subject)
    {
        if (Name is not null && !IsCalled(one["name"].AsText(), Name)) return Truth.False;
        string? id = one["id"].AsText();
        string? subjectId = subject.Resource["id"].AsText();

        // What is of a type below that of the resource is looked for below the resource itself, whatever the scope.
        if (Type.StartsWith(subject.Type + "/", StringComparison.OrdinalIgnoreCase)) return IsBelow(one, id, subject, subjectId);
        if (IsOfSubscription || id is null || ResourceIds.SegmentAfter(id, "resourceGroups") is not { } group) return Truth.True;
        string? wanted = ResourceGroupName ?? ResourceIds.SegmentAfter(subjectId, "resourceGroups");
        return TruthLogic.Of(wanted is null || group.Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static Truth IsBelow(ObjectValue one, string? id, PolicySubject subject, string? subjectId)
    {
        if (id is not null && subjectId is not null) return TruthLogic.Of(id.StartsWith(subjectId + "/", StringComparison.OrdinalIgnoreCase));
        if (one["name"].AsText() is not { } name || !name.Contains('/', StringComparison.Ordinal) || subject.Resource["name"].AsText() is not { } parent) return Truth.Unknown;
        return TruthLogic.Of(name.StartsWith(parent + "/", StringComparison.OrdinalIgnoreCase));
    }

    // Names are compared from their ends, as far as both go: what is nested may be called by its own name alone.
    private static bool IsCalled(string? name, string wanted)
    {
        if (name is null) return true;
        string[] own = name.Split('/');
        string[] parts = wanted.Split('/');
        for (int back = 1; back <= Math.Min(own.Length, parts.Length); back++)
        {
            bool isAny = back == 1 && parts[^1] == "?";
            if (!isAny && !own[^back].Equals(parts[^back], StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }
}
