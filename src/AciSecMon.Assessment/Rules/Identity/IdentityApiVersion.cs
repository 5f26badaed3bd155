using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>
/// Which API versions know <c>identityAcls</c>: 2024-05-01-preview and the previews after it, and 2025-09-01 of the stable ones
/// (REST API specification of Microsoft.ContainerInstance).
/// </summary>
internal static class IdentityApiVersion
{
    private const string FirstKnowing = "2024-05-01";
    private const int DateLength = 10;

    /// <summary>True where the source is of a version that does not know them. A source that names no version is taken as current.</summary>
    public static bool IsTooOld(ContainerGroup group) =>
        group.ApiVersion.AsText() is { Length: >= DateLength } version && string.CompareOrdinal(version, 0, FirstKnowing, 0, DateLength) < 0;
}
