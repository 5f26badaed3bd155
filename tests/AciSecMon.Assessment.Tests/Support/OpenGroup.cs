using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>
/// Binds a group of which something is not known. In its JSON, a string <c>?name</c> stands for a parameter without a value, <c>?!name</c> for a property that the
/// source does not carry, and a list item <c>?...</c> for further items that are not known.
/// </summary>
internal static class OpenGroup
{
    private const string Rest = "?...";

    public static ContainerGroup Bind(GroupFixture fixture, AciSourceKind shape = AciSourceKind.Template)
    {
        var file = new SourceFile(null, "open group");
        var resource = (ObjectValue)Open(JsonDocumentReader.Read(file, fixture.Json).Root);
        AciSubjectType kind = ResourceKinds.OfType(resource["type"].AsText()) ?? AciSubjectType.ContainerGroup;
        return ContainerGroupBinder.Bind(resource, new GroupOrigin(kind, shape, file));
    }

    private static Value Open(Value value) => value switch
    {
        StringValue { Text: ['?', '!', ..] text } => NotCarried(text[2..], value.Location),
        StringValue { Text: ['?', ..] text } => new UnresolvedValue(
            $"parameters('{text[1..]}')", new UnresolvedCause(CauseKind.ParameterWithoutValue, text[1..]), value.Location),
        ArrayValue array => new ArrayValue(
            [.. array.Items.Where(static item => !item.Is(Rest)).Select(Open)], array.Items.Any(static item => item.Is(Rest)) ? NotCarried("...", array.Location) : null, array.Location),
        ObjectValue obj => new ObjectValue([.. obj.Properties.Select(static p => p with { Value = Open(p.Value) })], null, obj.Location),
        _ => value,
    };

    private static UnresolvedValue NotCarried(string name, SourceLocation location) => new(name, new UnresolvedCause(CauseKind.NotCarried, name), location);
}
