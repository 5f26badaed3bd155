using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Images;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>Names containers in messages.</summary>
internal static class ContainerText
{
    /// <summary>At the beginning of a sentence: <c>The container 'web'</c>.</summary>
    public static string The(Container container) => $"The {ImageSubject.NameOf(container)}";

    /// <summary>Within a sentence: <c>container 'web'</c>.</summary>
    public static string Of(Container container) => ImageSubject.NameOf(container);
}
