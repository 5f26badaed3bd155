using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Alerts;

/// <summary>Switches alert rules off, or deletes those that the module made.</summary>
internal sealed class AlertRuleDisabler(IArmClient arm, AlertRuleReader reader, Grace grace, TimeProvider clock)
{
    /// <summary>Works on one rule after the other. A fault on one keeps no other from being worked on.</summary>
    public async IAsyncEnumerable<AciChange> DisableAsync(
        DisableAlertRuleRequest request, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = new AlertRuleRequest { Name = request.Name };
        (List<AlertRule> rules, bool isWhole) = await reader.FindAsync(all, subscriptionIds, pipeline, cancellationToken).ConfigureAwait(false);
        var writer = new AlertRuleWriter(arm, pipeline, grace, clock);
        foreach (AlertRule rule in rules)
        {
            string type = AlertTypes.TypeOf(rule.Kind);
            var off = new WantedRule(rule.Id, type, rule.Title ?? rule.Name, new JsonObject { ["properties"] = new JsonObject { ["enabled"] = false } }, rule.Scopes.Count > 0 ? rule.Scopes[0] : rule.Id);
            ChangeOutcome outcome = !request.Remove ? await writer.WriteAsync(off, cancellationToken).ConfigureAwait(false)
                : rule.Purpose is not null ? await writer.RemoveAsync(off, cancellationToken).ConfigureAwait(false)
                : writer.RefuseToRemove(off);

            // Even where the caller has stopped, what was begun is reported.
            await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
            yield return outcome.Change;
            if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
            cancellationToken.ThrowIfCancellationRequested();
        }

        foreach (string missing in request.Name.Where(name => isWhole && !Wildcards.Has(name) && !rules.Exists(rule => AlertRuleReader.IsMeant(rule, [name]))))
            await pipeline.ProblemAsync(AlertRuleReader.NotFound(missing), cancellationToken).ConfigureAwait(false);
    }
}
