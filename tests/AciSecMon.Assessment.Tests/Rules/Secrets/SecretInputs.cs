using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

/// <summary>Values as a template's expressions give them, and groups that hold them: a text such as <c>@pw</c> in the JSON is replaced by the value of that name.</summary>
internal static class SecretInputs
{
    public static Origins SecureOrigin { get; } = Origins.Of(new(OriginKind.Parameter, "adminPassword", IsSecure: true));

    public static Origins PlainOrigin { get; } = Origins.Of(new(OriginKind.Parameter, "settings", IsSecure: false));

    /// <summary>A secure parameter without a value.</summary>
    public static Value Secure { get; } = new UnresolvedValue(
        "parameters('adminPassword')", new UnresolvedCause(CauseKind.ParameterWithoutValue, "adminPassword"), origins: SecureOrigin);

    /// <summary>A parameter that is not secure, without a value.</summary>
    public static Value Plain { get; } = new UnresolvedValue(
        "parameters('settings')", new UnresolvedCause(CauseKind.ParameterWithoutValue, "settings"), origins: PlainOrigin);

    /// <summary>A list function.</summary>
    public static Value Keys { get; } = new UnresolvedValue(
        "listKeys(variables('account'), '2021-06-01').keys[0].value", new UnresolvedCause(CauseKind.RuntimeFunction, "listKeys(variables('account'), '2021-06-01')"),
        origins: Origins.Of(new(OriginKind.ListFunction, "listKeys", IsSecure: true)).Union(PlainOrigin));

    /// <summary>A reference to a deployed resource.</summary>
    public static Value Reference { get; } = new UnresolvedValue(
        "reference('db').fqdn", new UnresolvedCause(CauseKind.RuntimeFunction, "reference('db')"), origins: Origins.Of(new(OriginKind.Reference, "reference", IsSecure: false)));

    /// <summary>An expression that could not be evaluated.</summary>
    public static Value Unsupported { get; } = new UnresolvedValue("mystery()", new UnresolvedCause(CauseKind.UnknownFunction, "mystery()"));

    /// <summary>The known default of a secure parameter.</summary>
    public static Value SecureText(string text) => new StringValue(text, origins: SecureOrigin);

    /// <summary>The known default of a parameter that is not secure.</summary>
    public static Value PlainText(string text) => new StringValue(text, origins: PlainOrigin);

    /// <summary>A group of a template with these properties.</summary>
    public static ContainerGroup Template(string propertiesJson, params (string Name, Value Value)[] values) => Group(AciSourceKind.Template, propertiesJson, values);

    /// <summary>A group of a template whose container <c>web</c> has these properties.</summary>
    public static ContainerGroup TemplateContainer(string containerJson, params (string Name, Value Value)[] values) =>
        Template($$"""{ "containers": [ { "name": "web", "properties": {{containerJson}} } ] }""", values);

    /// <summary>A group of a template whose init container <c>setup</c> has these properties.</summary>
    public static ContainerGroup TemplateInitContainer(string containerJson, params (string Name, Value Value)[] values) =>
        Template($$"""{ "initContainers": [ { "name": "setup", "properties": {{containerJson}} } ] }""", values);

    /// <summary>A group of any shape with these properties.</summary>
    public static ContainerGroup Group(AciSourceKind shape, string propertiesJson, params (string Name, Value Value)[] values) =>
        Resource(shape, $$"""{ "name": "shop", "apiVersion": "2025-09-01", "properties": {{propertiesJson}} }""", values);

    /// <summary>A group made of a whole resource.</summary>
    public static ContainerGroup Resource(AciSourceKind shape, string json, params (string Name, Value Value)[] values)
    {
        var file = new SourceFile(null, "test");
        Value root = Replace(JsonDocumentReader.Read(file, json).Root, values.ToDictionary(static v => "@" + v.Name, static v => v.Value));
        return ContainerGroupBinder.Bind((ObjectValue)root, new GroupOrigin(AciSubjectType.ContainerGroup, shape, file));
    }

    private static Value Replace(Value value, Dictionary<string, Value> values) => value switch
    {
        ObjectValue thing => new ObjectValue([.. thing.Properties.Select(p => p with { Value = Replace(p.Value, values) })], location: thing.Location),
        ArrayValue list => new ArrayValue(
            [.. list.Items.Where(static i => i.AsText() != "@more").Select(i => Replace(i, values))],
            list.Items.Any(static i => i.AsText() == "@more") ? (UnresolvedValue)values["@more"] : null, list.Location),
        StringValue text when values.TryGetValue(text.Text, out Value? replacement) => replacement,
        _ => value,
    };
}
