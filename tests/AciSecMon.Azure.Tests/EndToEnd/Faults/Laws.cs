namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>What must hold of an operation with a fault, compared with the same without one: nothing lost silently, nothing passed that was not seen, no secret told.</summary>
internal static class Laws
{
    /// <summary>Holds an outcome with a fault against one without.</summary>
    public static void Hold(Outcome faulty, Outcome right)
    {
        faulty.HoldsNoSecret();
        faulty.SaysWhatToDo();
        HoldForFindings(faulty, right);
        HoldForGroups(faulty, right);
        HoldForSettings(faulty, right);
        HoldForPlans(faulty, right);
        HoldForCoverage(faulty, right);
        PolicyLaws.Hold(faulty, right);
        ThreatLaws.Hold(faulty, right);
    }

    /// <summary>Both outcomes are the same, and nobody has anything to complain of.</summary>
    public static void AreAlike(Outcome faulty, Outcome right)
    {
        faulty.HoldsNoSecret();
        Assert.Null(faulty.Ended);
        Assert.Equal(right.Problems.Select(static problem => problem.Id), faulty.Problems.Select(static problem => problem.Id));
        Assert.Equal(right.Given.Select(InShort).Order(StringComparer.Ordinal), faulty.Given.Select(InShort).Order(StringComparer.Ordinal));
    }

    private static void HoldForFindings(Outcome faulty, Outcome right)
    {
        foreach (IGrouping<string, AciSecurityFinding> verdicts in right.Verdicts)
        {
            AciFindingStatus[] before = [.. verdicts.Select(static finding => finding.Status).Order()];
            AciFindingStatus[] now = [.. faulty.Verdicts[verdicts.Key].Select(static finding => finding.Status).Order()];
            if (now.SequenceEqual(before) || now.Contains(AciFindingStatus.Unknown) || now.Contains(AciFindingStatus.Error)) continue;
            Assert.True(now.Length < before.Length, $"Another verdict than without the fault: {verdicts.First()} was {string.Join(", ", before)} and is {string.Join(", ", now)}");
            Assert.True(Names(faulty, verdicts.First()), $"Lost without a word: {verdicts.First().Status} {verdicts.First()} of {verdicts.First().SubjectId}\n{faulty.Confession}");
        }

        foreach (IGrouping<string, AciSecurityFinding> verdicts in faulty.Verdicts.Where(verdicts => !right.Verdicts.Contains(verdicts.Key)))
        {
            Assert.All(verdicts, static finding => Assert.True(
                finding.Status is AciFindingStatus.Unknown or AciFindingStatus.Error or AciFindingStatus.NotApplicable, $"Nothing of the kind without the fault: {finding.Status} {finding}"));
        }
    }

    private static void HoldForGroups(Outcome faulty, Outcome right)
    {
        string[] given = [.. faulty.Given.OfType<AciContainerGroup>().Select(static group => group.ResourceId!)];
        Assert.Equal(given.Length, given.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        foreach (AciContainerGroup group in right.Given.OfType<AciContainerGroup>())
        {
            Assert.True(given.Contains(group.ResourceId, StringComparer.OrdinalIgnoreCase) || Names(faulty, group.ResourceId!), $"Lost without a word: {group.Name}\n{faulty.Confession}");
        }
    }

    private static void HoldForSettings(Outcome faulty, Outcome right)
    {
        ILookup<string, AciDiagnosticSetting> now = faulty.Given.OfType<AciDiagnosticSetting>().ToLookup(static row => row.ResourceId!, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, AciDiagnosticSetting> rows in right.Given.OfType<AciDiagnosticSetting>().GroupBy(static row => row.ResourceId!))
        {
            Assert.True(now.Contains(rows.Key) || Names(faulty, rows.Key), $"Lost without a word: {rows.Key}\n{faulty.Confession}");
            foreach (AciDiagnosticSetting row in now[rows.Key].Where(static row => row.State != AciDiagnosticState.Unknown))
            {
                AciDiagnosticSetting same = Assert.Single(rows, other => other.Kind == row.Kind && other.Name == row.Name);

                // A destination that is not there is broken, one that nobody could look at is not; what is missing for certain is told either way.
                if (row.State != AciDiagnosticState.Partial || row.MissingCategory.Length == 0) Assert.True(row.State == same.State || IsGone(row), $"{row} was {same.State}: {string.Join(' ', row.Note)}");
            }

            // A setting that is not told of stands behind a row that says so.
            if (now.Contains(rows.Key) && now[rows.Key].Count() < rows.Count()) Assert.Contains(now[rows.Key], static row => row.State == AciDiagnosticState.Unknown);
        }
    }

    private static void HoldForPlans(Outcome faulty, Outcome right)
    {
        ILookup<(string, string), AciDefenderPlan> now = faulty.Given.OfType<AciDefenderPlan>().ToLookup(static plan => (plan.SubscriptionId, plan.Name));
        foreach (AciDefenderPlan plan in right.Given.OfType<AciDefenderPlan>())
        {
            AciDefenderPlan? same = now[(plan.SubscriptionId, plan.Name)].SingleOrDefault();
            Assert.True(same is not null || Names(faulty, "/subscriptions/" + plan.SubscriptionId), $"Lost without a word: {plan.Name} of {plan.SubscriptionId}\n{faulty.Confession}");
            if (same?.Enabled is { } enabled) Assert.Equal(plan.Enabled, enabled);
            if (same is { Enabled: null }) Assert.Contains(plan.SubscriptionId, faulty.Confession, StringComparison.OrdinalIgnoreCase);
        }
    }

    // What is not known may be unknown, and what is gone does not work; nothing else may change, and nothing may look better than it is.
    private static void HoldForCoverage(Outcome faulty, Outcome right)
    {
        ILookup<string, AciMonitoringCoverage> now = faulty.Given.OfType<AciMonitoringCoverage>().ToLookup(static row => row.ResourceId, StringComparer.OrdinalIgnoreCase);
        foreach (AciMonitoringCoverage row in right.Given.OfType<AciMonitoringCoverage>())
        {
            AciMonitoringCoverage? same = now[row.ResourceId].SingleOrDefault();
            Assert.True(same is not null || Names(faulty, row.ResourceId), $"Lost without a word: {row}\n{faulty.Confession}");
            if (same is null) continue;
            Assert.All(same.Part.Where(part => !Array.Exists(row.Part, known => known.Name == part.Name)), static part => Assert.Equal(AciCoverageState.Unknown, part.State));
            foreach (AciCoveragePart before in row.Part)
            {
                AciCoveragePart after = Assert.Single(same.Part, part => part.Name == before.Name);
                Assert.True(
                    after.State == before.State || after.State is AciCoverageState.Unknown || (before.State == AciCoverageState.On && after.State == AciCoverageState.Broken && after.Message.Contains("not exist", StringComparison.Ordinal)),
                    $"{row.Name}: {before} became {after}: {after.Message}");
            }
        }
    }

    private static bool IsGone(AciDiagnosticSetting row) => row.State == AciDiagnosticState.Broken && row.Destination.Any(static destination => destination.Exists == false);

    private static bool Names(Outcome faulty, AciSecurityFinding finding) =>
        Names(faulty, finding.SubjectId) || (finding.ResourceId is { } id && Names(faulty, id)) || faulty.Confession.Contains(finding.RuleId, StringComparison.Ordinal)
        || (finding is { SubjectType: AciSubjectType.Image, RelatedResourceId: [var group] } && Names(faulty, group));

    // What is lost is named by itself, or by what it belongs to: its group, its subscription, or the whole query.
    internal static bool Names(Outcome faulty, string id)
    {
        if (faulty.Ended is not null || faulty.Confession.Contains("container groups could be read", StringComparison.Ordinal) || faulty.Confession.Contains("container groups could not all be found", StringComparison.Ordinal)) return true;
        if (faulty.Confession.Contains("every rule on the container groups", StringComparison.Ordinal)) return true;
        string[] parts = id.Split('/');
        string subscription = parts.Length > 2 ? parts[2] : id;
        return faulty.Confession.Contains(id, StringComparison.OrdinalIgnoreCase)
            || faulty.Confession.Split('\n').Any(line => line.Contains($"/subscriptions/{subscription} ", StringComparison.OrdinalIgnoreCase) || line.Contains($"subscription '{subscription}'", StringComparison.OrdinalIgnoreCase));
    }

    internal static string InShort(object item) => item switch
    {
        AciSecurityFinding finding => $"{finding.FindingId} {finding.Status} {finding.Message}",
        AciContainerGroup group => $"{group.ResourceId} {group.State}",
        AciDiagnosticSetting row => $"{row.ResourceId} {row.Name} {row.State}",
        AciDefenderPlan plan => $"{plan.ResourceId} {plan.Enabled} {string.Join(',', plan.Extension.Select(static extension => extension.ToString()))}",
        AciChange change => $"{change.TargetId} {change.Result}",
        AciMonitoringCoverage row => $"{row.ResourceId} {row.Percent} {string.Join(',', row.Part.Select(static part => part.ToString()))}",
        AciCapability capability => $"{capability.SubscriptionId} {capability.Name} {capability.Allowed}",
        AciPolicyCompliance verdict => $"{verdict.ResourceId} {verdict.AssignmentId} {verdict.ReferenceId} {verdict.PolicyName} {verdict.State} {verdict.RecordedState}",
        AciSecurityAlert alert => $"{alert.ResourceId} {alert.Status} {alert.Relation} {string.Join(',', alert.RelatedResourceId)} {string.Join(',', alert.SuppressedBy)}",
        AciSecurityRecommendation found => $"{found.RecommendationId} {found.Status} {found.MatchedBy} {string.Join(',', found.RelatedResourceId)}",
        AciImageVulnerability image => $"{image.Image} {image.State} {image.CveId ?? image.Title} {image.IsOutdated} {image.Digest} {string.Join(' ', image.Reason)}",
        AciActivity activity => $"{activity.CorrelationId} {activity.Operation} {activity.TargetId} {activity.Outcome}",
        AciAccess access => $"{access.PrincipalId} {access.SubscriptionId} {string.Join(',', access.Right)} {string.Join(',', access.EligibleRight)} {string.Join(',', access.DeniedRight)} {access.Exists} {string.Join(',', access.Escalation.Select(static way => way.Identity))} {string.Join(' ', access.Note)}",
        _ => item.ToString()!,
    };
}
