namespace AciSecMon.Assessment.Policy;

/// <summary>A condition of a rule.</summary>
/// <param name="path">Where it stands in the rule.</param>
internal abstract class Condition(string path)
{
    public string Path { get; } = path;

    /// <summary>What of a resource it asks about.</summary>
    public abstract Subjects Subjects { get; }

    /// <summary>What can be said of it for a resource.</summary>
    public abstract Truth Judge(PolicyRun run);

    /// <summary>What could be said if nothing were known of the resource but the given subjects: False means that the rule is not about it (azure-facts-2, D.4.6).</summary>
    public abstract Truth Concerns(PolicyRun run, Subjects known);
}
