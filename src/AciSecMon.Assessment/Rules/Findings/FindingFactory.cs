using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Neighbours;

namespace AciSecMon.Assessment.Rules.Findings;

/// <summary>Makes findings of results. Only what is emitted comes here.</summary>
internal sealed class FindingFactory(EvidenceText evidence, TimeProvider time)
{
    private const string ControlPrefix = "MCSB ";

    /// <summary>A result on a container group or one of its containers.</summary>
    public AciSecurityFinding Of(ContainerGroup group, JudgedResult judged)
    {
        RuleResult result = judged.Result;
        string place = result.Place.ToString();
        string id = group.ResourceId ?? group.Scope;
        string subject = group.ResourceId ?? $"{group.Kind}/{group.DisplayName}";
        AciSourceLocation? location = (result.Value.Location.File ?? judged.Container?.Location.File) is null
            ? group.Location.ToContract()
            : (result.Value.Location.File is null ? judged.Container!.Location : result.Value.Location).ToContract();
        return new AciSecurityFinding
        {
            FindingId = FindingKeys.FindingId(judged.Entry.Id, group.Scope, group.SubjectKey, place),
            MatchKey = FindingKeys.MatchKey(judged.Entry.Id, group.SubjectKey, place),
            RuleId = judged.Entry.Id,
            Title = judged.Entry.Metadata.Title,
            Severity = judged.Severity,
            Status = result.Status,
            Category = judged.Entry.Metadata.Category,
            Source = judged.Entry.Metadata.Source,
            SubjectType = judged.Container is null ? group.Kind : AciSubjectType.Container,
            SubjectId = judged.Container is null ? subject : $"{subject}/{judged.Container.Place}",
            RelatedResourceId = [.. result.RelatedResourceIds],
            ContainerGroupName = group.DisplayName,
            ContainerName = judged.Container?.DisplayName,
            ResourceGroupName = ResourceIds.SegmentAfter(id, "resourceGroups"),
            SubscriptionId = ResourceIds.SegmentAfter(id, "subscriptions"),
            ResourceId = group.ResourceId,
            Place = place,
            Message = result.Message,
            Evidence = Facts(result, place, location),
            Recommendation = judged.Entry.Metadata.Recommendation,
            Remediation = RemediationFor(judged.Entry.Metadata, group.Shape),
            Control = Controls(judged.Entry.Metadata),
            Location = location,
            ObservedAt = time.GetUtcNow(),
        };
    }

    /// <summary>A result on a template as a whole.</summary>
    public AciSecurityFinding Of(TemplateFacts template, JudgedResult judged)
    {
        RuleResult result = judged.Result;
        return OfFile(
            judged.Entry, judged.Severity, result.Status, template.File, result.Place.ToString(), result.Message,
            result.Value.Location.ToContract(), Facts(result, result.Place.ToString(), result.Value.Location.ToContract()));
    }

    /// <summary>A statement on a file: what could not be read, expanded or decided in it.</summary>
    public AciSecurityFinding OfFile(
        RuleEntry entry, AciSeverity severity, AciFindingStatus status, SourceFile file, string place, string message, AciSourceLocation? location,
        AciEvidence[]? facts = null, string? containerGroupName = null, string[]? related = null) => new()
    {
        FindingId = FindingKeys.FindingId(entry.Id, FileScope(file), nameof(AciSubjectType.File), place),
        MatchKey = FindingKeys.MatchKey(entry.Id, nameof(AciSubjectType.File), place),
        RuleId = entry.Id,
        Title = entry.Metadata.Title,
        Severity = severity,
        Status = status,
        Category = entry.Metadata.Category,
        Source = entry.Metadata.Source,
        SubjectType = AciSubjectType.File,
        SubjectId = file.Path ?? file.DisplayName,
        RelatedResourceId = related ?? [],
        ContainerGroupName = containerGroupName,
        Place = place,
        Message = message,
        Evidence = facts ?? [],
        Recommendation = entry.Metadata.Recommendation,
        Remediation = RemediationFor(entry.Metadata, AciSourceKind.Template),
        Control = Controls(entry.Metadata),
        Location = location ?? (file.Path is null ? null : new AciSourceLocation { File = file.Path }),
        ObservedAt = time.GetUtcNow(),
    };

    /// <summary>A result on a neighbour of groups, or on a group of which only the links were kept.</summary>
    public AciSecurityFinding Of(NeighbourSubject subject, JudgedResult judged)
    {
        RuleResult result = judged.Result;
        string place = result.Place.ToString();
        AciSourceLocation? location = result.Value.Location.File is not null ? result.Value.Location.ToContract()
            : (subject.Resource ?? (Value)MissingValue.Instance).Location.ToContract() ?? subject.Groups[0].Location.ToContract();
        bool isGroup = subject.Kind is AciSubjectType.ContainerGroup or AciSubjectType.NGroup or AciSubjectType.ContainerGroupProfile && subject.Reference is null;
        return new AciSecurityFinding
        {
            FindingId = FindingKeys.FindingId(judged.Entry.Id, subject.Scope, subject.SubjectKey, place),
            MatchKey = FindingKeys.MatchKey(judged.Entry.Id, subject.SubjectKey, place),
            RuleId = judged.Entry.Id,
            Title = judged.Entry.Metadata.Title,
            Severity = judged.Severity,
            Status = result.Status,
            Category = judged.Entry.Metadata.Category,
            Source = judged.Entry.Metadata.Source,
            SubjectType = subject.Kind,
            SubjectId = subject.ResourceId ?? $"{subject.Kind}/{subject.Name}",
            RelatedResourceId = isGroup ? [] : [.. subject.Groups.Select(static g => g.ResourceId).OfType<string>().Take(GroupNames.Most)],
            ContainerGroupName = subject.Groups.Count == 1 ? subject.Groups[0].DisplayName : null,
            ResourceGroupName = ResourceIds.SegmentAfter(subject.ResourceId ?? subject.Scope, "resourceGroups"),
            SubscriptionId = subject.SubscriptionId,
            ResourceId = subject.ResourceId,
            Place = place,
            Message = result.Message + NeighbourWords.GroupsOf(subject),
            Evidence = Facts(result, place, location),
            Recommendation = judged.Entry.Metadata.Recommendation,
            Remediation = RemediationFor(judged.Entry.Metadata, subject.Groups[0].Shape),
            Control = Controls(judged.Entry.Metadata),
            Location = location,
            ObservedAt = time.GetUtcNow(),
        };
    }

    /// <summary>The same finding with the verdict that the rule is kept.</summary>
    public static AciSecurityFinding Passed(AciSecurityFinding open, string message) => new()
    {
        FindingId = open.FindingId,
        MatchKey = open.MatchKey,
        RuleId = open.RuleId,
        Title = open.Title,
        Severity = open.Severity,
        Status = AciFindingStatus.Pass,
        Category = open.Category,
        Source = open.Source,
        SubjectType = open.SubjectType,
        SubjectId = open.SubjectId,
        ContainerGroupName = open.ContainerGroupName,
        ContainerName = open.ContainerName,
        ResourceGroupName = open.ResourceGroupName,
        SubscriptionId = open.SubscriptionId,
        ResourceId = open.ResourceId,
        Place = open.Place,
        Message = message,
        Recommendation = open.Recommendation,
        Remediation = open.Remediation,
        Control = open.Control,
        Location = open.Location,
        ObservedAt = open.ObservedAt,
    };

    /// <summary>A statement on what could not be read of a living estate.</summary>
    /// <param name="entry">The coverage rule.</param>
    /// <param name="severity">The severity of what may be hidden.</param>
    /// <param name="status">Error where groups themselves were not seen, otherwise Unknown.</param>
    /// <param name="unread">The first part that could not be read for this cause.</param>
    /// <param name="place">What tells this cause from others.</param>
    /// <param name="about">Subscription, or the text that names a query.</param>
    /// <param name="message">What was not read, why, and what it left open.</param>
    /// <param name="groups">The groups that it concerns, as far as they are known.</param>
    public AciSecurityFinding OfUnread(
        RuleEntry entry, AciSeverity severity, AciFindingStatus status, UnreadPart unread, string place, string about, string message, GroupNames groups)
    {
        string? subscription = ResourceIds.SegmentAfter(about, "subscriptions");
        AciSubjectType subject = subscription is null ? AciSubjectType.File : AciSubjectType.Subscription;
        return new AciSecurityFinding
        {
            FindingId = FindingKeys.FindingId(entry.Id, about, subject.ToString(), place),
            MatchKey = FindingKeys.MatchKey(entry.Id, $"{subject}:{about}", place),
            RuleId = entry.Id,
            Title = entry.Metadata.Title,
            Severity = severity,
            Status = status,
            Category = entry.Metadata.Category,
            Source = entry.Metadata.Source,
            SubjectType = subject,
            SubjectId = about,
            RelatedResourceId = [.. groups.Ids],
            ContainerGroupName = groups.Single,
            SubscriptionId = subscription,
            ResourceId = subscription is null ? null : about,
            Place = place,
            Message = message,
            Evidence = [new AciEvidence { Path = unread.Target, Expected = unread.MissingAction }],
            Recommendation = unread.Problem.Recommendation ?? entry.Metadata.Recommendation,
            Control = Controls(entry.Metadata),
            ObservedAt = time.GetUtcNow(),
        };
    }

    private AciEvidence[] Facts(RuleResult result, string place, AciSourceLocation? location)
    {
        string? shown = evidence.Of(result.Value, result.Evidence, result.SecretKind);
        return shown is null && result.Expected is null ? [] : [new AciEvidence { Path = place, Value = shown, Expected = result.Expected, Location = location }];
    }

    /// <summary>
    /// What tells the findings on one file from those on another: the last two parts of its path, which are the same from wherever the file is assessed.
    /// </summary>
    private static string FileScope(SourceFile file)
    {
        string[] parts = (file.Path ?? file.DisplayName).Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', parts.TakeLast(2));
    }

    private static string[] Controls(RuleMetadata rule) => [.. rule.Controls.Select(static c => ControlPrefix + c)];

    private static string? RemediationFor(RuleMetadata rule, AciSourceKind shape)
    {
        Remediation snippets = rule.Remediation;
        string[] preferred = shape switch
        {
            AciSourceKind.Template => [snippets.Bicep, snippets.Yaml, snippets.PowerShell],
            AciSourceKind.DeploymentFile or AciSourceKind.Export => [snippets.Yaml, snippets.Bicep, snippets.PowerShell],
            _ => [snippets.PowerShell, snippets.Bicep, snippets.Yaml],
        };
        return Array.Find(preferred, static s => s.Length > 0);
    }
}
