using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>
/// The type of a parameter, output or part of one, with references to definitions followed (azure-resource-manager/templates/definitions).
/// </summary>
internal sealed class TypeReference
{
    private const int ReferenceLimit = 32;
    private const string DefinitionStart = "#/definitions/";

    private readonly ObjectValue? node;
    private readonly Value definitions;

    private TypeReference(ObjectValue? node, Value definitions, Origins secureOrigin, bool isNullable)
    {
        this.node = node;
        this.definitions = definitions;
        SecureOrigin = secureOrigin;
        IsNullable = isNullable;
        Name = node?["type"].AsText()?.ToLowerInvariant() ?? string.Empty;
        IsSecure = Name is "securestring" or "secureobject";
    }

    /// <summary>Type in lower case; empty where it is not known.</summary>
    public string Name { get; }

    public bool IsSecure { get; }

    public bool IsNullable { get; }

    /// <summary>What taints a value at a place whose type is secure.</summary>
    public Origins SecureOrigin { get; }

    /// <summary>The type that a declaration gives.</summary>
    /// <param name="declaration">A parameter, output, definition or part of one.</param>
    /// <param name="definitions">The template's definitions.</param>
    /// <param name="secureOrigin">What taints a value at a place whose type is secure.</param>
    public static TypeReference Of(Value declaration, Value definitions, Origins secureOrigin)
    {
        bool isNullable = false;
        for (int i = 0; i < ReferenceLimit; i++)
        {
            isNullable |= declaration["nullable"].AsBoolean() ?? false;
            if (declaration["$ref"].AsText() is not { } reference || !reference.StartsWith(DefinitionStart, StringComparison.OrdinalIgnoreCase)) break;
            declaration = definitions[Uri.UnescapeDataString(reference[DefinitionStart.Length..])];
        }

        return new TypeReference(declaration as ObjectValue, definitions, secureOrigin, isNullable);
    }

    /// <summary>The type of a property or item; null where nothing is known of it.</summary>
    public TypeReference? Of(Value key)
    {
        if (node is null) return null;
        if (Name == "array") return OfItem(key.AsWhole());
        return key.AsText() is { } name ? OfProperty(name) : null;
    }

    /// <summary>The value with all parts tainted whose type is secure. A whole that is secure is for the caller to taint.</summary>
    public Value TaintSecureParts(Value value, Budget budget)
    {
        if (node is null || value is not (ObjectValue or ArrayValue or ChoiceValue) || !budget.TryEnter()) return value;
        Value tainted = value switch
        {
            ObjectValue obj when budget.TryMakeParts(obj.Properties.Count) => TaintProperties(obj, budget),
            ArrayValue array when Name == "array" && budget.TryMakeParts(array.Items.Count) => TaintItems(array, budget),
            ChoiceValue choice => new ChoiceValue(choice.Condition, TaintSecureParts(choice.WhenTrue, budget), TaintSecureParts(choice.WhenFalse, budget), choice.Location),
            _ => value,
        };
        budget.Leave();
        return tainted;
    }

    private ObjectValue TaintProperties(ObjectValue obj, Budget budget)
    {
        Property[]? tainted = null;
        for (int i = 0; i < obj.Properties.Count; i++)
        {
            Value value = TaintPart(OfProperty(obj.Properties[i].Name), obj.Properties[i].Value, budget);
            if (ReferenceEquals(value, obj.Properties[i].Value)) continue;
            tainted ??= [.. obj.Properties];
            tainted[i] = tainted[i] with { Value = value };
        }

        return tainted is null ? obj : new ObjectValue(tainted, obj.Rest, obj.Location, obj.Origins);
    }

    private ArrayValue TaintItems(ArrayValue array, Budget budget)
    {
        Value[]? tainted = null;
        for (int i = 0; i < array.Items.Count; i++)
        {
            Value value = TaintPart(OfItem(i), array.Items[i], budget);
            if (ReferenceEquals(value, array.Items[i])) continue;
            tainted ??= [.. array.Items];
            tainted[i] = value;
        }

        return tainted is null ? array : new ArrayValue(tainted, array.Rest, array.Location, array.Origins);
    }

    private Value TaintPart(TypeReference? type, Value part, Budget budget)
    {
        if (type is null) return part;
        return type.IsSecure ? Taint.Add(part, SecureOrigin, budget) : type.TaintSecureParts(part, budget);
    }

    private TypeReference? OfItem(long? index)
    {
        if (index is { } at && at >= 0 && at < node!["prefixItems"].Items.Count) return Follow(node["prefixItems"].Items[(int)at]);
        return Follow(node!["items"]);
    }

    private TypeReference? OfProperty(string name)
    {
        if ((node!["properties"] as ObjectValue)?.Find(name) is { } property) return Follow(property);
        if (node["discriminator"]["mapping"] is ObjectValue mapping) return OfVariant(mapping, name);
        return Follow(node["additionalProperties"]);
    }

    /// <summary>The type of a property in a tagged union: the secure one, where the variants differ.</summary>
    private TypeReference? OfVariant(ObjectValue mapping, string name)
    {
        TypeReference? found = null;
        foreach (Property variant in mapping.Properties)
        {
            TypeReference type = Of(variant.Value, definitions, SecureOrigin);
            if ((type.node?["properties"] as ObjectValue)?.Find(name) is not { } property) continue;
            TypeReference? candidate = Follow(property);
            if (found is null || candidate is { IsSecure: true }) found = candidate;
        }

        return found;
    }

    private TypeReference? Follow(Value declaration) => declaration is ObjectValue ? Of(declaration, definitions, SecureOrigin) : null;
}
