namespace AciSecMon.Assessment.Estate;

/// <summary>What a group of this module carries through the pipeline, so that nothing is read twice and nothing is lost.</summary>
/// <param name="Part">The part of the estate that it came with.</param>
/// <param name="Entry">The group.</param>
internal sealed record EngineState(EstatePart Part, GroupEntry Entry)
{
    /// <summary>The part with this group alone. Template facts are the same instance for all groups of a source.</summary>
    public EstatePart ToPart() => new()
    {
        Source = Part.Source,
        Groups = [Entry],
        Neighbours = Part.Neighbours,
        Template = Part.Template,
        Gaps = Part.Gaps,
        Notices = Part.Notices,
        Live = Part.Live,
        DiagnosticSettings = Part.DiagnosticSettings,
    };
}
