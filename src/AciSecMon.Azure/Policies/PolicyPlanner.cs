using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>Plans how a policy is assigned: reads it, checks what is asked of it, and finds the assignment that is there. Writes nothing.</summary>
internal sealed class PolicyPlanner(IArmClient arm, PolicyFinder finder, IAciReporter reporter)
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>*%&:?+/\\#");

    /// <summary>The plan.</summary>
    /// <param name="name">What the policy is called.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="scope">Where.</param>
    /// <param name="there">The assignments at the scope itself.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AciProblemException">It cannot be assigned so.</exception>
    /// <exception cref="AciServiceException">Something could not be read.</exception>
    public async Task<PolicyPlan> PlanAsync(string name, EnablePolicyRequest request, PolicyScope scope, IReadOnlyList<FoundAssignment> there, CancellationToken cancellationToken)
    {
        PolicyText policy = await finder.FindAsync(name, scope, cancellationToken).ConfigureAwait(false);
        FoundAssignment? standing = Standing(policy, request, scope, there);
        string called = standing?.Name ?? NameOf(policy, request, scope);
        Value values = standing?.Raw["properties"]["parameters"] ?? MissingValue.Instance;
        JsonObject asked = PolicyValues.Of(policy, request.Effect, request.Parameter, values);

        Value all = JsonDocumentReader.Read(new SourceFile(null, "parameters"), Merged(values, asked).ToJsonString()).Root;
        IReadOnlyList<DeployingMember> deploying = DeployingMembers.Of(policy, all, await finder.DefinitionsOfAsync(policy, scope, cancellationToken).ConfigureAwait(false));
        return new PolicyPlan
        {
            Policy = policy,
            Scope = scope,
            Name = called,
            Values = asked,
            Deploying = deploying,
            Beside = deploying.Count > 0 ? DeployingMembers.ResourcesBeside(policy, all, scope) : [],
            Location = deploying.Count > 0 && standing?.PrincipalId is null ? await LocationAsync(policy, request, scope, cancellationToken).ConfigureAwait(false) : null,
            IsNotEnforced = request.DoNotEnforce,
            KeepsTuning = request.KeepsTuning,
        };
    }

    // The assignment of the policy that is there is completed, whoever made it, so that no group is judged twice.
    private static FoundAssignment? Standing(PolicyText policy, EnablePolicyRequest request, PolicyScope scope, IReadOnlyList<FoundAssignment> there)
    {
        string wanted = NameOf(policy, request, scope);
        FoundAssignment? byName = there.FirstOrDefault(one => Is(one.Name, wanted));
        if (byName is not null) return Is(byName.DefinitionId, policy.Id) ? byName : throw Taken(wanted, byName, scope);
        if (request.AssignmentName is not null) return null;
        FoundAssignment[] same = [.. there.Where(one => Is(one.DefinitionId, policy.Id))];
        return same.Length <= 1 ? same.FirstOrDefault() : throw Invalid(
            "AciPolicyAssignmentAmbiguous", $"'{policy.Title}' is assigned at {scope.Described} more than once: {string.Join(", ", same.Select(static one => one.Name))}.", scope.Text, "Say with -AssignmentName which one is meant.");
    }

    private static string NameOf(PolicyText policy, EnablePolicyRequest request, PolicyScope scope)
    {
        if (request.AssignmentName is { } given)
        {
            if (given.Length > scope.LongestName || given.AsSpan().ContainsAny(Forbidden) || given.AsSpan().Trim().Length != given.Length || given.EndsWith('.'))
                throw Invalid("AciPolicyAssignmentNameInvalid", $"'{given}' cannot be the name of an assignment at {scope.Described}.", given, string.Create(CultureInfo.InvariantCulture, $"It has up to {scope.LongestName} characters, none of < > * % & : ? + / \\ #, and does not end with a full stop or a blank."));
            return given;
        }

        string name = policy.IsOwn ? policy.Name : "acisecmon-" + (policy.Name.Length > 8 && Guid.TryParse(policy.Name, out _) ? policy.Name[..8] : policy.Name);
        if (name.Length <= scope.LongestName) return name;
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4)).ToLowerInvariant();
        return $"{name[..(scope.LongestName - hash.Length - 1)].TrimEnd('-')}-{hash}";
    }

    private async Task<string> LocationAsync(PolicyText policy, EnablePolicyRequest request, PolicyScope scope, CancellationToken cancellationToken)
    {
        if (request.Location is { } given) return given;
        if (scope.ResourceGroupName is null)
            throw Invalid("AciPolicyLocationMissing", $"'{policy.Title}' deploys or changes resources, for which its assignment needs an identity, and the identity a region. Nothing was written.", policy.Name, "Give -Location. Which one makes no difference to what is deployed.");
        Value group = (await arm.SendAsync(ArmRequest.Get(scope.Text, ApiVersions.Subscriptions), reporter, cancellationToken).ConfigureAwait(false)).Body;
        return group["location"].AsText() is { Length: > 0 } location ? location : throw Faults.NoRegion(scope.Text);
    }

    private static JsonObject Merged(Value standing, JsonObject asked)
    {
        JsonObject merged = JsonText.TreeOf(standing) as JsonObject ?? [];
        foreach ((string name, JsonNode? value) in asked) JsonText.Set(merged, name, value?.DeepClone());
        return merged;
    }

    private static AciProblemException Taken(string name, FoundAssignment taken, PolicyScope scope) => Invalid(
        "AciPolicyAssignmentTaken", $"At {scope.Described} there is an assignment '{name}' already, of {ResourceIds.LastSegment(taken.DefinitionId)}, and what an assignment assigns cannot be changed.", taken.Id, "Give another name with -AssignmentName.");

    private static AciProblemException Invalid(string id, string message, string target, string advice) =>
        new(new AciProblem { Id = id, Kind = AciProblemKind.InvalidArgument, Message = message, Target = target, Recommendation = advice });

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
