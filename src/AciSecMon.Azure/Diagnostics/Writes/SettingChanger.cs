using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Sends one approved change of a setting and reads back what has become of it. Never leaves it open what the state is, as far as that can be found out.</summary>
internal sealed class SettingChanger(IArmClient arm, IAciPipeline pipeline)
{
    /// <summary>Asks, sends, reads back.</summary>
    /// <param name="group">The group.</param>
    /// <param name="change">What it is to a person.</param>
    /// <param name="request">The request.</param>
    /// <param name="proposal">What is done and what follows, for the question.</param>
    /// <param name="rules">What the state should be afterwards, and how to speak of it.</param>
    /// <param name="cancellationToken">Stops the work; a change that is under way is reported all the same.</param>
    public async Task<ChangeOutcome> ChangeAsync(
        FoundGroup group, GroupChange change, ArmRequest request, string proposal, ChangeRules rules, CancellationToken cancellationToken)
    {
        var asked = new ChangeProposal { Target = change.Target, Action = proposal, Request = RequestText.Of(request) };
        if (!await pipeline.ShouldProcessAsync(asked, cancellationToken).ConfigureAwait(false))
        {
            return pipeline.IsWhatIf
                ? new ChangeOutcome(change.Make(AciChangeResult.WouldChange, rules.WouldSay, request.Body is { } body ? JsonText.Indented(body) : null))
                : new ChangeOutcome(change.Make(AciChangeResult.Declined, "Not approved; nothing was written.", change.Before));
        }

        AciServiceException? fault = null;
        try
        {
            await arm.SendAsync(request, pipeline, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException refused)
        {
            fault = refused;
        }
        catch (OperationCanceledException stopped)
        {
            return Stopped(group, change, rules, stopped);
        }

        if (fault is not null && Faults.IsClearRefusal(fault))
        {
            AciProblem problem = SettingRefusal.Explain(fault, rules.Failure, group.Id.Text, rules.Destinations, rules.MissingAction);
            // What is gone cannot be refused: it failed.
            AciChangeResult result = fault.Status == 404 ? AciChangeResult.Failed : AciChangeResult.Refused;
            return new ChangeOutcome(change.Make(result, $"{problem.Message} Nothing was written.", change.Before), problem);
        }

        try
        {
            return await ReadBackAsync(group, change, request.Path, rules, fault, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException stopped)
        {
            return Stopped(group, change, rules, stopped);
        }
    }

    private async Task<ChangeOutcome> ReadBackAsync(
        FoundGroup group, GroupChange change, string path, ChangeRules rules, AciServiceException? fault, CancellationToken cancellationToken)
    {
        Setting? now;
        string? shown;
        try
        {
            ArmResponse response = await arm.SendAsync(ArmRequest.Get(path, ApiVersions.DiagnosticSettings), pipeline, cancellationToken).ConfigureAwait(false);
            now = response.Body is Assessment.Documents.ObjectValue raw ? Setting.Read(raw) : null;
            shown = JsonText.Indented(response.Body);
        }
        catch (AciServiceException gone) when (gone.Status == 404)
        {
            now = null;
            shown = null;
        }
        catch (AciServiceException unread)
        {
            AciProblem problem = Faults.On(fault ?? unread, $"{rules.Failure}, or it was and could not be read back", group.Id.Text, fault is null ? SettingPath.ReadAction : rules.MissingAction);
            return new ChangeOutcome(change.Make(AciChangeResult.Failed, $"{problem.Message} The state is not known: look with Get-AciDiagnostics.", null), problem);
        }

        if (rules.IsDone(now))
        {
            string message = fault is null ? rules.DidSay : $"{rules.DidSay} The service had answered with an error, and yet it is so.";
            return new ChangeOutcome(change.Make(AciChangeResult.Changed, message, shown));
        }

        AciProblem different = fault is null
            ? new AciProblem
            {
                Id = "AciChangeNotKept",
                Kind = AciProblemKind.Conflict,
                Message = $"{rules.Failure}: the service accepted the request, and what it gives back is not what was asked for.",
                Target = group.Id.Text,
                Recommendation = "Look with Get-AciDiagnostics; a policy or another deployment may have changed it.",
            }
            : Faults.On(fault, rules.Failure, group.Id.Text, rules.MissingAction);
        return new ChangeOutcome(change.Make(AciChangeResult.Failed, different.Message, shown), different);
    }

    private static ChangeOutcome Stopped(FoundGroup group, GroupChange change, ChangeRules rules, OperationCanceledException stopped)
    {
        var problem = new AciProblem
        {
            Id = "AciChangeInterrupted",
            Kind = AciProblemKind.Conflict,
            Message = $"Stopped while the change to container group '{group.Name}' was under way.",
            Target = group.Id.Text,
            Recommendation = "Look with Get-AciDiagnostics whether it was made.",
        };
        return new ChangeOutcome(change.Make(AciChangeResult.Failed, $"{problem.Message} {rules.InDoubt} Look with Get-AciDiagnostics.", null), problem, stopped);
    }
}

/// <summary>How a change is spoken of, and when it is done.</summary>
internal sealed class ChangeRules
{
    /// <summary>What would be done.</summary>
    public required string WouldSay { get; init; }

    /// <summary>What was done.</summary>
    public required string DidSay { get; init; }

    /// <summary>That it was not done, without a full stop.</summary>
    public required string Failure { get; init; }

    /// <summary>What may or may not be the state.</summary>
    public required string InDoubt { get; init; }

    /// <summary>The action that the change needs.</summary>
    public required string MissingAction { get; init; }

    /// <summary>Where the setting sends to.</summary>
    public required IReadOnlyList<Destination> Destinations { get; init; }

    /// <summary>True where the setting, or its absence, is as asked for.</summary>
    public required Func<Setting?, bool> IsDone { get; init; }
}
