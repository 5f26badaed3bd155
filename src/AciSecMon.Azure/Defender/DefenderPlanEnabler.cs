using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Defender;

/// <summary>Switches Defender plans on: reads, merges, writes, reads back.</summary>
internal sealed class DefenderPlanEnabler(IArmClient arm, TimeProvider clock, Grace grace, bool isCommercial = true)
{
    /// <summary>Works on each plan of each subscription, one after the other. A fault on one keeps no other from being worked on.</summary>
    /// <exception cref="AciProblemException">The request itself is wrong; nothing was read or written.</exception>
    public async IAsyncEnumerable<AciChange> EnableAsync(
        EnableDefenderPlanRequest request, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] names = [.. request.Name.Distinct(StringComparer.OrdinalIgnoreCase).Select(static name => Plans.Of(name).Name)];
        Check(names, request.Extension);
        var runner = new ChangeRunner(arm, pipeline, grace);
        foreach (string subscription in subscriptionIds.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            foreach (string name in names)
            {
                IReadOnlyList<string> extensions = ExtensionsFor(name, names, request.Extension);
                long readAt = runner.Now;
                NextStep step = await NextAsync(subscription, Plans.Of(name), extensions, pipeline, cancellationToken).ConfigureAwait(false);
                ChangeOutcome outcome = await runner.RunAsync(
                    step, readAt, stop => NextAsync(subscription, Plans.Of(name), extensions, pipeline, stop), cancellationToken).ConfigureAwait(false);

                // Even where the caller has stopped, what was begun is reported.
                await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
                yield return outcome.Change;
                if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static void Check(string[] names, IReadOnlyList<string> extensions)
    {
        string? wild = Array.Find(names, static name => name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || Wildcards.Has(name));
        if (wild is not null) throw Invalid($"'{wild}' is no name of a Defender plan.", wild, $"Give one of {string.Join(", ", Plans.Default)}.");
        // With one plan, an extension that is not known here may be known to the service, whose list is open.
        string? foreign = names.Length < 2 ? null : extensions.FirstOrDefault(extension => !Array.Exists(names, name => Knows(name, extension)));
        if (foreign is not null) throw Invalid($"None of the plans {string.Join(", ", names)} is known to have an extension '{foreign}'.", foreign, "Check its spelling, or name the one plan that has it.");
    }

    private static AciProblemException Invalid(string message, string target, string recommendation) =>
        new(new AciProblem { Id = "AciDefenderPlanInvalid", Kind = AciProblemKind.InvalidArgument, Message = message, Target = target, Recommendation = recommendation });

    private IReadOnlyList<string> ExtensionsFor(string name, string[] names, IReadOnlyList<string> asked)
    {
        if (asked.Count == 0)
        {
            PlanFacts facts = Plans.Of(name);
            return isCommercial ? facts.NeededExtensions : [.. facts.NeededExtensions.Except(facts.CommercialExtensions)];
        }

        return names.Length == 1 ? asked : [.. asked.Where(extension => Knows(name, extension))];
    }

    private static bool Knows(string name, string extension) => Plans.Of(name).Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);

    private async Task<NextStep> NextAsync(
        string subscription, PlanFacts facts, IReadOnlyList<string> extensions, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        string path = Pricing.PathOf(subscription, facts.Name);
        Value plan;
        try
        {
            plan = (await arm.SendAsync(ArmRequest.Get(path, ApiVersions.Pricings), pipeline, cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (AciServiceException fault)
        {
            var unread = new PlanChange(subscription, facts, null, [], clock);
            AciProblem problem = Faults.On(fault, $"Defender plan '{facts.Name}' of subscription '{subscription}' could not be read", path, Pricing.ReadAction);
            return unread.Outcome(AciChangeResult.Failed, $"{problem.Message} Nothing was written.", null, problem);
        }

        string? before = JsonText.Indented(plan);
        var change = new PlanChange(subscription, facts, before, [.. extensions.Where(name => !Pricing.IsExtensionOn(plan, name))], clock);
        if (IsAsAsked(plan, extensions)) return change.Outcome(AciChangeResult.Unchanged, "The plan and its extensions are on already.", before);
        if (RefusalOf(plan, facts) is { } refusal) return change.Refuse(refusal.Why, refusal.Advice);
        if (PricingBody.Merge(plan, facts, extensions) is not { } body) return change.Refuse("it holds something that cannot be written back unchanged", "Switch it on in the portal.");
        return change.Plan(ArmRequest.Put(path, ApiVersions.Pricings, body), now => Lacking(change, now, extensions, path));
    }

    private static AciProblem? Lacking(PlanChange change, Value? now, IReadOnlyList<string> extensions, string path)
    {
        string[] failed = now is null ? [] :
        [
            .. now["properties"]["extensions"].Items
                .Where(item => extensions.Any(name => item["name"].Is(name)) && item["operationStatus"]["code"].Is("Failed"))
                .Select(static item => $"{item["name"].AsText()}: {item["operationStatus"]["message"].AsText() ?? "no reason given"}"),
        ];
        if (now is not null && IsAsAsked(now, extensions) && failed.Length == 0) return null;
        string why = failed.Length > 0 ? $"extensions could not be set up ({string.Join("; ", failed)})" : "the service accepted the request, and what it gives back is not what was asked for";
        return new AciProblem
        {
            Id = "AciChangeNotKept",
            Kind = AciProblemKind.Conflict,
            Message = $"Defender plan '{change.PlanName}' of {change.Target} is not as asked for: {why}.",
            Target = path,
            Recommendation = "Look with Get-AciDefenderPlan. Extensions that assign roles need Owner.",
        };
    }

    private static bool IsAsAsked(Value plan, IReadOnlyList<string> extensions) => Pricing.IsOn(plan) == true && extensions.All(name => Pricing.IsExtensionOn(plan, name));

    private static (string Why, string Advice)? RefusalOf(Value plan, PlanFacts facts)
    {
        if (Pricing.IsRetired(plan, facts))
        {
            string successors = string.Join(", ", Pricing.ReplacedBy(plan, facts));
            return (successors.Length > 0 ? $"it is retired and replaced by {successors}" : "it is retired", successors.Length > 0 ? $"Switch on {successors} instead." : "Choose another plan.");
        }

        if (!Pricing.IsInherited(plan)) return null;
        string scope = plan["properties"]["inheritedFrom"].AsText() is { Length: > 0 } told ? told : "a scope that the service does not name";
        return ($"it is inherited from {scope}", "Change it there.");
    }
}
