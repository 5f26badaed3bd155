using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AciSecMon.Assessment.Documents;

/// <summary>Reads YAML as Azure CLI would: see <see cref="YamlScalars"/>. What the parser's events open lies on a stack, so that nothing recurses.</summary>
internal sealed class YamlDocumentReader
{
    private readonly YamlEvents events;
    private readonly TextCache names;
    private readonly ValueBuilder builder = new();
    private readonly YamlAnchors anchors = new();
    private readonly Stack<Node> open = new();

    private YamlDocumentReader(YamlEvents events, TextCache names, long valuesBefore)
    {
        this.events = events;
        this.names = names;
        builder.CountValues(valuesBefore, default);
    }

    /// <summary>Reads all documents of a text; empty ones are left out.</summary>
    /// <exception cref="DocumentException">The text is no YAML, or is beyond a limit.</exception>
    public static IReadOnlyList<Document> ReadAll(SourceFile file, string text)
    {
        var documents = new List<Document>();
        var events = new YamlEvents(file, text);
        var names = new TextCache(text.Length);
        long values = 0;
        while (events.Next() is { } next)
        {
            if (next is not DocumentStart) continue;
            var reader = new YamlDocumentReader(events, names, values);
            Value root = reader.ReadValue();
            values = reader.builder.Count;
            if (!root.IsMissing) documents.Add(new Document(file, root, reader.builder.Notices, IsYaml: true));
        }

        return documents;
    }

    private Value ReadValue()
    {
        while (true)
        {
            ParsingEvent next = events.Next() ?? throw new InvalidOperationException("The parser ended within a document.");
            if (open.TryPeek(out Node? parent) && parent.ExpectsKey && next is not MappingEnd)
            {
                ReadKey(parent, next);
                parent.ExpectsKey = false;
                continue;
            }

            if (Read(next) is not { } read) continue;
            if (open.Count == 0) return read.Value;
            builder.Add(read.Value);
            parent = open.Peek();
            parent.Height = Math.Max(parent.Height, read.Height + 1);
            parent.ExpectsKey = builder.IsInObject;
        }
    }

    /// <summary>Reads a value; null where an array or object was opened.</summary>
    private YamlAnchors.Anchored? Read(ParsingEvent next)
    {
        SourceLocation location = events.At(next.Start);
        switch (next)
        {
            case MappingStart start:
                Open(start, expectsKey: true);
                builder.OpenObject(location);
                return null;
            case SequenceStart start:
                Open(start, expectsKey: false);
                builder.OpenArray(location);
                return null;
            case MappingEnd or SequenceEnd:
                return Close();
            case AnchorAlias alias:
                YamlAnchors.Anchored anchored = anchors.Resolve(alias.Value, open.Count, location);
                builder.CountValues(anchored.Size, location);
                return anchored;
            case Scalar scalar:
                builder.CountValues(1, location);
                var value = new YamlAnchors.Anchored(YamlScalars.ToValue(scalar, location), 1, 0);
                anchors.End(scalar.Anchor, value);
                return value;
            default:
                throw new InvalidOperationException($"The parser gave an unexpected {next.GetType().Name}.");
        }
    }

    private void ReadKey(Node parent, ParsingEvent next)
    {
        SourceLocation location = events.At(next.Start);
        string? name = null;
        if (next is Scalar scalar)
        {
            // A number, truth value or null as a key becomes its text, as it does where the mapping is sent as JSON.
            name = scalar.Value;
            parent.Merges |= scalar is { Value: YamlMerge.Key, Style: ScalarStyle.Plain, Tag.IsEmpty: true };
            anchors.End(scalar.Anchor, new YamlAnchors.Anchored(YamlScalars.ToValue(scalar, location), 1, 0));
        }
        else if (next is AnchorAlias alias)
        {
            name = anchors.Resolve(alias.Value, open.Count, location).Value.AsText();
        }

        builder.AddName(names.Get(name ?? throw DocumentException.At(location, "a text is expected as a key")), location);
    }

    private void Open(NodeEvent start, bool expectsKey)
    {
        anchors.Begin(start.Anchor);
        open.Push(new Node(start.Anchor, YamlScalars.ForeignTag(start), builder.Count, expectsKey));
    }

    private YamlAnchors.Anchored Close()
    {
        Node ended = open.Pop();
        Value value = builder.Close();
        if (ended.Merges) value = YamlMerge.Apply((ObjectValue)value);
        if (ended.ForeignTag is { } tag) value = YamlScalars.Foreign(tag, value.Location);
        var whole = new YamlAnchors.Anchored(value, builder.Count - ended.CountBefore, ended.Height);
        anchors.End(ended.Anchor, whole);
        return whole;
    }

    /// <summary>An array or object that is open.</summary>
    private sealed class Node(AnchorName anchor, string? foreignTag, long countBefore, bool expectsKey)
    {
        public AnchorName Anchor { get; } = anchor;

        public string? ForeignTag { get; } = foreignTag;

        public long CountBefore { get; } = countBefore;

        public bool ExpectsKey { get; set; } = expectsKey;

        public bool Merges { get; set; }

        public int Height { get; set; } = 1;
    }
}
