using YamlDotNet.Core;

namespace AciSecMon.Assessment.Documents;

/// <summary>
/// The anchored values of one document. An alias gives the anchored value itself and no copy; still everything that walks the document meets it again and again, so that what
/// aliases stand for is counted and bounded.
/// </summary>
internal sealed class YamlAnchors
{
    private readonly Dictionary<string, Anchored> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private long aliased;

    /// <summary>An anchored value begins; until it ends it must not be referred to.</summary>
    public void Begin(AnchorName anchor)
    {
        if (anchor.IsEmpty) return;
        values.Remove(anchor.Value);
        open.Add(anchor.Value);
    }

    /// <summary>An anchored value ended.</summary>
    public void End(AnchorName anchor, Anchored value)
    {
        if (anchor.IsEmpty) return;
        open.Remove(anchor.Value);
        values[anchor.Value] = value;
    }

    /// <summary>What an alias stands for.</summary>
    /// <param name="anchor">The anchor that it names.</param>
    /// <param name="depth">How many arrays and objects it stands in.</param>
    /// <param name="location">Where it stands.</param>
    public Anchored Resolve(AnchorName anchor, int depth, SourceLocation location)
    {
        if (!values.TryGetValue(anchor.Value, out Anchored found))
        {
            throw DocumentException.At(location, open.Contains(anchor.Value) ? "this alias refers to a value that it is a part of" : "no anchor of this alias's name stands before it");
        }

        aliased += found.Size;
        if (aliased > DocumentLimits.AliasedValues) throw DocumentException.At(location, "the aliases up to here stand for more than 1,000,000 values", isLimit: true);
        if (depth + found.Height > DocumentLimits.Depth) throw DocumentException.TooDeep(location);
        return found;
    }

    /// <summary>A whole value.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Size">Values in it, itself included and aliases followed.</param>
    /// <param name="Height">Levels of arrays and objects in it: 0 for a scalar.</param>
    internal readonly record struct Anchored(Value Value, long Size, int Height);
}
