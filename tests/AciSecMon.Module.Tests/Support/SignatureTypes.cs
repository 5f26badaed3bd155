using System.Reflection;

namespace AciSecMon.Module.Tests.Support;

/// <summary>Walks what a type shows to others.</summary>
internal static class SignatureTypes
{
    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The types in the signatures of a type's public members, taken apart down to their generic arguments.</summary>
    public static IEnumerable<Type> Of(Type type) => Direct(type).SelectMany(Parts).Distinct();

    /// <summary>A type and what it is made of.</summary>
    public static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return type.GetGenericParameterConstraints().SelectMany(Parts);
        return type.IsGenericType && !type.IsGenericTypeDefinition
            ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition())
            : [type];
    }

    private static IEnumerable<Type> Direct(Type type)
    {
        if (type.BaseType is { } parent) yield return parent;
        foreach (Type contract in type.GetInterfaces()) yield return contract;
        foreach (FieldInfo field in type.GetFields(Visible)) yield return field.FieldType;
        foreach (PropertyInfo property in type.GetProperties(Visible)) yield return property.PropertyType;
        foreach (MethodBase method in type.GetMethods(Visible).Cast<MethodBase>().Concat(type.GetConstructors(Visible)))
        {
            if (method is MethodInfo { ReturnType: var returned }) yield return returned;
            foreach (ParameterInfo parameter in method.GetParameters()) yield return parameter.ParameterType;
        }
    }
}
