using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>
/// The container's own seccomp profile lets every system call through, or a container of a Confidential group has none. The property holds base64 of a profile in
/// the form that container engines take (OCI runtime specification, config-linux, seccomp).
/// </summary>
internal sealed class SeccompRule() : SecurityContextRule("ACI-RUN-007")
{
    private const string Expected = "Base64 of a profile whose defaultAction is SCMP_ACT_ERRNO or SCMP_ACT_KILL";

    private static readonly SourceFile Inside = new(null, "seccompProfile");

    /// <summary>Actions that let a call through.</summary>
    private static readonly string[] Open = ["SCMP_ACT_ALLOW", "SCMP_ACT_LOG"];

    private static readonly string[] Closed =
        ["SCMP_ACT_ERRNO", "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_TRAP", "SCMP_ACT_TRACE", "SCMP_ACT_NOTIFY"];

    protected override void JudgeContext(Value context, Place place, Container container, ContainerGroup group, Judgement judgement)
    {
        Value profile = context["seccompProfile"];
        Place at = place.Of("seccompProfile");
        if (profile.IsMissingOrEmpty())
        {
            JudgeAbsent(profile, place, container, group, judgement);
        }
        else if (profile.AsText() is not { } text || Placeholders.IsSlot(text))
        {
            judgement.Undecided(at, profile, $"The seccomp profile of {ContainerText.Of(container)} could not be judged: {ValueText.WhyOpen(profile)}.", Expected);
        }
        else if (DefaultActionOf(text) is not { } action)
        {
            judgement.Unknown(at, MissingValue.Instance, $"The seccomp profile of {ContainerText.Of(container)} could not be judged: it is no base64 of a profile with a defaultAction.", Expected);
        }
        else if (Array.Exists(Open, o => string.Equals(o, action, StringComparison.OrdinalIgnoreCase)))
        {
            judgement.Fail(at, MissingValue.Instance, $"The seccomp profile of {ContainerText.Of(container)} lets through every system call that it does not name.", Expected);
        }
        else if (Array.Exists(Closed, c => string.Equals(c, action, StringComparison.OrdinalIgnoreCase)))
        {
            judgement.Pass(at, "The seccomp profile refuses what it does not name.");
        }
        else
        {
            judgement.Unknown(at, MissingValue.Instance, $"The seccomp profile of {ContainerText.Of(container)} could not be judged: its defaultAction is not one that is known.", Expected);
        }
    }

    protected override void JudgeAbsent(Value context, Place place, Container container, ContainerGroup group, Judgement judgement) => FailIfConfidential(
        group, place.Of("seccompProfile"), context, "The container has no seccomp profile of its own.", Expected, judgement);

    private static string? DefaultActionOf(string text)
    {
        if (Base64Text.Decode(text) is not { } json) return null;
        try
        {
            return JsonDocumentReader.Read(Inside, json).Root["defaultAction"].AsText();
        }
        catch (DocumentException)
        {
            // What is no JSON is no profile: the caller says Unknown.
            return null;
        }
    }
}
