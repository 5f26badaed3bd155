namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>What must hold of alerts, recommendations, images, activity and access with a fault: what is lost is told, and nothing looks better than it is.</summary>
internal static class ThreatLaws
{
    private static readonly Type[] Mine = [typeof(AciSecurityAlert), typeof(AciSecurityRecommendation), typeof(AciImageVulnerability), typeof(AciActivity), typeof(AciAccess)];

    /// <summary>Holds an outcome with a fault against one without.</summary>
    public static void Hold(Outcome faulty, Outcome right)
    {
        NothingChangesInSilence(faulty, right);
        HoldForAlerts(faulty, right);
        HoldForImages(faulty, right);
        HoldForAccess(faulty, right);
    }

    // Where nobody was told of anything, the answer is the same as without the fault. An image and a principal can tell by themselves what is not known of them.
    private static void NothingChangesInSilence(Outcome faulty, Outcome right)
    {
        if (faulty.Ended is not null || faulty.Problems.Count > 0 || !right.Given.Exists(IsMine)) return;
        string[] before = [.. right.Given.Where(IsMine).Select(Laws.InShort).Order(StringComparer.Ordinal)];
        string[] now = [.. faulty.Given.Where(IsMine).Select(Laws.InShort).Order(StringComparer.Ordinal)];
        string[] lost = [.. before.Except(now)];
        Assert.True(before.Length == now.Length && lost.Length == 0 || faulty.Given.OfType<AciImageVulnerability>().Any(static one => one.Reason.Any(static said => said.Contains("not known", StringComparison.Ordinal))),
            $"Changed in silence: {string.Join("\n", lost.Take(3))}\nnow {string.Join("\n", now.Except(before).Take(3))}");
    }

    private static void HoldForAlerts(Outcome faulty, Outcome right)
    {
        string[] known = [.. right.Given.OfType<AciSecurityAlert>().Select(static alert => alert.ResourceId)];
        Assert.All(faulty.Given.OfType<AciSecurityAlert>(), alert => Assert.Contains(alert.ResourceId, known));
        string[] given = [.. faulty.Given.OfType<AciSecurityAlert>().Select(static alert => alert.ResourceId)];
        foreach (string lost in known.Except(given, StringComparer.OrdinalIgnoreCase)) Assert.True(Laws.Names(faulty, lost) || faulty.Problems.Count > 0, $"Lost without a word: {lost}");
    }

    // Clean is what was seen to be clean; never scanned is what there is no result of, and not what could not be read.
    private static void HoldForImages(Outcome faulty, Outcome right)
    {
        ILookup<string, AciImageVulnerability> before = right.Given.OfType<AciImageVulnerability>().ToLookup(KeyOf);
        foreach (AciImageVulnerability now in faulty.Given.OfType<AciImageVulnerability>())
        {
            AciImageState[] states = [.. before[KeyOf(now)].Select(static one => one.State).Distinct()];
            if (now.State == AciImageState.Clean) Assert.True(states.All(static state => state == AciImageState.Clean), $"{now} was {string.Join(", ", states)}");
            if (now.State is AciImageState.NotScanned or AciImageState.NotCovered) Assert.True(!states.Contains(AciImageState.Vulnerable), $"{now} was {string.Join(", ", states)}: {string.Join(' ', now.Reason)}");
        }
    }

    // Nobody is gone of whom that was not said, and rights that are not shown are told to be missing.
    private static void HoldForAccess(Outcome faulty, Outcome right)
    {
        ILookup<string, AciAccess> before = right.Given.OfType<AciAccess>().ToLookup(static row => row.PrincipalId, StringComparer.OrdinalIgnoreCase);
        foreach (AciAccess now in faulty.Given.OfType<AciAccess>().Where(static row => row.Exists == false))
            Assert.True(before[now.PrincipalId].All(static row => row.Exists == false), $"{now} is said to be gone");
    }

    private static string KeyOf(AciImageVulnerability image) => $"{image.Image} {string.Join(',', image.RelatedResourceId)}";

    private static bool IsMine(object item) => Mine.Contains(item.GetType());
}
