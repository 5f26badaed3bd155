using System.Management.Automation;
using System.Reflection;

namespace AciSecMon.HelpGen;

/// <summary>A cmdlet as its attributes describe it.</summary>
public sealed class CmdletDescription
{
    private const string AllSets = ParameterAttribute.AllParameterSets;

    private CmdletDescription(Type type, CmdletAttribute attribute)
    {
        Type = type;
        Attribute = attribute;
        Parameters =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(static p => p.GetCustomAttributes<ParameterAttribute>().Any(static a => !a.DontShow))
                .Select(static p => new ParameterDescription(p))
                .OrderBy(static p => p.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>Verb and noun.</summary>
    public CmdletAttribute Attribute { get; }

    /// <summary>Its name, as typed.</summary>
    public string Name => $"{Attribute.VerbName}-{Attribute.NounName}";

    /// <summary>Its own parameters, by name.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; }

    /// <summary>Types that it writes.</summary>
    public IReadOnlyList<Type> Outputs =>
        [.. Type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(static a => a.Type).Select(static t => t.Type).OfType<Type>().Distinct()];

    /// <summary>Names of the parameter sets, the default one first.</summary>
    public IReadOnlyList<string> Sets
    {
        get
        {
            string[] named = [.. Parameters.SelectMany(static p => p.Attributes).Select(static a => a.ParameterSetName).Where(static s => s != AllSets).Distinct(StringComparer.Ordinal)];
            return named.Length == 0 ? [AllSets] : [.. named.OrderByDescending(s => s == Attribute.DefaultParameterSetName).ThenBy(static s => s, StringComparer.Ordinal)];
        }
    }

    /// <summary>The cmdlets that an assembly exports, by name.</summary>
    public static IReadOnlyList<CmdletDescription> AllIn(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes()
            .Select(static t => (Type: t, Attribute: t.GetCustomAttribute<CmdletAttribute>()))
            .Where(static t => t.Attribute is not null)
            .Select(static t => new CmdletDescription(t.Type, t.Attribute!))
            .OrderBy(static c => c.Name, StringComparer.Ordinal),
    ];

    /// <summary>The parameters of a set with their attribute there: by position, then required ones, then by name.</summary>
    public IReadOnlyList<(ParameterDescription Parameter, ParameterAttribute Attribute)> ParametersOf(string set) =>
    [
        .. Parameters
            .Select(p => (Parameter: p, Attribute: p.Attributes.FirstOrDefault(a => a.ParameterSetName == set) ?? p.Attributes.FirstOrDefault(static a => a.ParameterSetName == AllSets)))
            .Where(static p => p.Attribute is not null)
            .Select(static p => (p.Parameter, p.Attribute!))
            .OrderBy(static p => p.Item2.Position < 0 ? int.MaxValue : p.Item2.Position)
            .ThenByDescending(static p => p.Item2.Mandatory)
            .ThenBy(static p => p.Parameter.Name, StringComparer.Ordinal),
    ];
}

/// <summary>A parameter of a cmdlet.</summary>
public sealed class ParameterDescription(PropertyInfo property)
{
    /// <summary>The property that holds it.</summary>
    public PropertyInfo Property { get; } = property;

    /// <summary>Its name.</summary>
    public string Name => Property.Name;

    /// <summary>One attribute for each set that it belongs to.</summary>
    public IReadOnlyList<ParameterAttribute> Attributes { get; } = [.. property.GetCustomAttributes<ParameterAttribute>()];

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; } = [.. property.GetCustomAttributes<AliasAttribute>().SelectMany(static a => a.AliasNames)];

    /// <summary>True where wildcards are understood.</summary>
    public bool SupportsWildcards { get; } = property.GetCustomAttribute<SupportsWildcardsAttribute>() is not null;

    /// <summary>True for a switch.</summary>
    public bool IsSwitch => Property.PropertyType == typeof(SwitchParameter);

    /// <summary>Type as it is shown: without namespace, nullable types by their inner type.</summary>
    public string TypeName => ShortName(Property.PropertyType);

    /// <summary>Members of an enumeration that the parameter takes; otherwise none.</summary>
    public IReadOnlyList<string> Choices
    {
        get
        {
            Type type = Property.PropertyType.IsArray ? Property.PropertyType.GetElementType()! : Property.PropertyType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            return type.IsEnum ? Enum.GetNames(type) : [.. Property.GetCustomAttributes<ValidateSetAttribute>().SelectMany(static a => a.ValidValues)];
        }
    }

    private static string ShortName(Type type)
    {
        if (type.IsArray) return $"{ShortName(type.GetElementType()!)}[]";
        return (Nullable.GetUnderlyingType(type) ?? type).Name;
    }
}
