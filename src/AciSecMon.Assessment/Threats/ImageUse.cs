using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Neighbours;

namespace AciSecMon.Assessment.Threats;

/// <summary>An image as it is written, and who runs it.</summary>
/// <param name="Text">The image.</param>
/// <param name="IsWindows">True where it is run on Windows.</param>
internal sealed record ImageUse(string Text, bool IsWindows)
{
    /// <summary>The tag that is meant where none is written.</summary>
    public const string UsualTag = "latest";

    /// <summary>The image taken apart; null where it is no image reference.</summary>
    public ImageReference? Reference { get; } = ImageReference.TryParse(Text, out ImageReference? reference, out _) ? reference : null;

    /// <summary>The groups that run it.</summary>
    public List<GroupNode> Groups { get; } = [];

    /// <summary>The group that is to run it, by a file; null where none is named.</summary>
    public string? AskedFor { get; init; }

    /// <summary>Where it stands in a file; null where it comes from none.</summary>
    public AciSourceLocation? Location { get; init; }

    /// <summary>True where it is asked for by itself.</summary>
    public bool IsAsked { get; init; }
}
