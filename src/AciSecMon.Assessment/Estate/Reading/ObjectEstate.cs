using System.Text.Json;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads objects of the pipeline.</summary>
internal static class ObjectEstate
{
    /// <summary>Reads an object of any shape.</summary>
    public static async Task<IReadOnlyList<EstateRead>> ReadAsync(ObjectInput input, ReadOptions options, CancellationToken cancellationToken)
    {
        var source = new SourceFile(null, input.TypeName is null ? "object" : $"object of type {DisplayName.Of(input.TypeName)}");
        Document document;
        try
        {
            document = input.Json is { } json
                ? JsonDocumentReader.Read(source, json)
                : new Document(source, ValueTree.From(input.Tree, source), [], IsYaml: false);
        }
        catch (DocumentException fault)
        {
            return [Failed(source, ReadProblems.ObjectUnreadable(source, fault))];
        }

        if (TemplateSource.Find(document) is { } template)
        {
            IReadOnlyList<EstateRead> reads = await TemplateEstate.ReadAsync(template, isExplicit: true, options, cancellationToken).ConfigureAwait(false);
            if (reads.Any(static r => r.Part is not null || r.Problems.Count > 0)) return reads;
        }

        return DocumentEstate.Read(source, [document], options.Scope ?? string.Empty, input.TypeName) is { } part
            ? [new EstateRead(source, part, [], null)]
            : [Failed(source, ReadProblems.NotAGroup(source))];
    }

    /// <summary>Gives back a group of this process as it was; one that was made otherwise is known by its properties only.</summary>
    public static EstateRead Read(AciContainerGroup group)
    {
        if (group.EngineState is EngineState state) return new EstateRead(state.Part.Source, state.ToPart(), [], null);

        var source = new SourceFile(null, $"object of type {typeof(AciContainerGroup).FullName}");
        Document document = JsonDocumentReader.Read(source, JsonSerializer.Serialize(group));
        EstatePart? part = DocumentEstate.Read(source, [document], string.Empty, typeof(AciContainerGroup).FullName);
        return part is null ? Failed(source, ReadProblems.NotAGroup(source)) : new EstateRead(source, part, [], null);
    }

    private static EstateRead Failed(SourceFile source, AciProblem problem) => new(source, null, [problem], null);
}
