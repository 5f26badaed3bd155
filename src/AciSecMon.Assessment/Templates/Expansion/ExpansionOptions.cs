namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>How a template is expanded.</summary>
internal sealed class ExpansionOptions
{
    public static ExpansionOptions Default { get; } = new();

    /// <summary>Id of the resource group that the template is deployed to; null where nobody told us.</summary>
    public string? Scope { get; init; }
}
