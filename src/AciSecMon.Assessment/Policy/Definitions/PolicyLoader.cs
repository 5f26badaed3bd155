using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;

namespace AciSecMon.Assessment.Policy;

/// <summary>A policy to judge by.</summary>
/// <param name="Policy">The definition with its values.</param>
/// <param name="Set">The initiative that it was taken from; null for none.</param>
/// <param name="ReferenceId">What it is called there; null for none.</param>
/// <param name="Assignment">The assignment that brings it; null for none.</param>
internal sealed record LoadedPolicy(BoundPolicy Policy, PolicySet? Set, string? ReferenceId, PolicyAssignment? Assignment);

/// <summary>Reads policies from files, folders, objects and the module's own library. What is wrong with one keeps no other from being read.</summary>
internal sealed class PolicyLoader(IAciReporter reporter)
{
    private readonly List<PolicyDefinition> definitions = [];
    private readonly List<PolicySet> sets = [];
    private readonly List<PolicyAssignment> assignments = [];

    /// <summary>The policies.</summary>
    /// <exception cref="AciProblemException">There is none.</exception>
    public async Task<IReadOnlyList<LoadedPolicy>> LoadAsync(PolicyOptions options, CancellationToken cancellationToken)
    {
        foreach (EstateInput input in options.Policy) await ReadAsync(input, cancellationToken).ConfigureAwait(false);
        foreach (string name in options.Name) AddOwn(name);
        var given = ValuesOf(options.Parameter);
        List<LoadedPolicy> loaded = [.. Bound(given)];
        foreach (string name in given.Keys.Where(IsForNobody)) await reporter.ProblemAsync(ForNobody(name), cancellationToken).ConfigureAwait(false);
        foreach (LoadedPolicy one in loaded)
        {
            foreach (PolicyFault fault in one.Policy.Faults) await reporter.ProblemAsync(ProblemOf(one.Policy.Definition.DisplayName, fault), cancellationToken).ConfigureAwait(false);
        }

        if (loaded.Count == 0)
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciPolicyNotFound", Kind = AciProblemKind.NotFound, Message = "There is no policy definition to judge by.",
                Recommendation = "Give a file or folder with definitions, or the name of one of Get-AciPolicyDefinition.",
            });
        }

        return loaded;
    }

    /// <summary>What is wrong with a definition, as an error.</summary>
    public static AciProblem ProblemOf(string policy, PolicyFault fault) => new()
    {
        Id = "AciPolicyInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"The policy '{DisplayName.Of(policy)}' cannot be used: {fault.Message} It stands at {fault.Path}.",
        Target = fault.Path,
        Location = fault.Location.File is null ? null : fault.Location.ToContract(),
        Recommendation = "Mend the definition or the values; resources were not judged by it.",
    };

    private async Task ReadAsync(EstateInput input, CancellationToken cancellationToken)
    {
        if (input is PathInput folder && Directory.Exists(folder.FullPath))
        {
            foreach (string file in Directory.EnumerateFiles(folder.FullPath, "*.json", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal))
                await ReadFileAsync(file, isExplicit: false, cancellationToken).ConfigureAwait(false);
        }
        else if (input is PathInput path) await ReadFileAsync(path.FullPath, isExplicit: true, cancellationToken).ConfigureAwait(false);
        else if (input is ObjectInput item) await AddAsync(RootOf(item), item.TypeName ?? "object", isExplicit: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadFileAsync(string path, bool isExplicit, CancellationToken cancellationToken)
    {
        DocumentRead read = await DocumentReader.ReadFileAsync(path, cancellationToken).ConfigureAwait(false);
        if (read.Problem is { } problem) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
        foreach (Document document in read.Documents) await AddAsync(document.Root, Path.GetFileNameWithoutExtension(path), isExplicit, cancellationToken).ConfigureAwait(false);
    }

    private async Task AddAsync(Value root, string name, bool isExplicit, CancellationToken cancellationToken)
    {
        PolicyDocument document = PolicyReader.Read(root, name);
        bool isAnything = document.Definitions.Count + document.Sets.Count + document.Assignments.Count > 0;
        foreach (PolicyFault fault in isAnything || isExplicit ? document.Faults : []) await reporter.ProblemAsync(ProblemOf(name, fault), cancellationToken).ConfigureAwait(false);
        if (!isAnything && !isExplicit) await reporter.VerboseAsync($"'{name}' holds no policy and was passed over.", cancellationToken).ConfigureAwait(false);
        definitions.AddRange(document.Definitions);
        sets.AddRange(document.Sets);
        assignments.AddRange(document.Assignments.Select(PolicyAssignment.Of).OfType<PolicyAssignment>());
    }

    private static Value RootOf(ObjectInput item) => item.Json is { } json ? JsonDocumentReader.Read(new SourceFile(null, item.TypeName ?? "object"), json).Root : ValueTree.From(item.Tree, new SourceFile(null, item.TypeName ?? "object"));

    private void AddOwn(string name)
    {
        PolicyDefinition[] fitting = [.. PolicyLibrary.All.Where(own => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(name, own.Name, ignoreCase: true))];
        if (fitting.Length == 0)
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciPolicyNotFound", Kind = AciProblemKind.NotFound, Message = $"There is no file and no policy of this module called '{name}'.", Target = name,
                Recommendation = "Get-AciPolicyDefinition lists the module's own; those of Microsoft come from Azure or from a file.",
            });
        }

        definitions.AddRange(fitting);
    }

    private IEnumerable<LoadedPolicy> Bound(Dictionary<string, Value> given)
    {
        // What an assignment brings is judged as it brings it, and what is in an initiative within that.
        HashSet<PolicyDefinition> inSets = [];
        foreach (PolicyAssignment assignment in assignments)
        {
            if (FindSet(assignment.DefinitionId) is { } assigned)
            {
                foreach (LoadedPolicy one in OfSet(assigned, assignment.Parameters, assignment, inSets)) yield return one;
            }
            else if (Find(assignment.DefinitionId) is { } definition)
            {
                inSets.Add(definition);
                yield return new LoadedPolicy(BoundPolicy.Bind(definition, assignment.Parameters, assignment.Id), null, null, assignment);
            }
            else yield return new LoadedPolicy(Absent(assignment.DefinitionId, assignment.Name), null, null, assignment);
        }

        foreach (PolicySet set in assignments.Count > 0 ? [] : sets)
        {
            foreach (LoadedPolicy one in OfSet(set, Meant(set.Parameters, given), null, inSets)) yield return one;
        }

        foreach (PolicyDefinition definition in assignments.Count > 0 ? [] : definitions.Where(one => !inSets.Contains(one)).ToArray())
            yield return new LoadedPolicy(BoundPolicy.Bind(definition, definitions.Count == 1 ? given : Meant(definition.Parameters, given)), null, null, null);
    }

    private IEnumerable<LoadedPolicy> OfSet(PolicySet set, IReadOnlyDictionary<string, Value> values, PolicyAssignment? assignment, HashSet<PolicyDefinition> inSets)
    {
        TemplateScope scope = BoundPolicy.ScopeOf(set.Parameters, values);
        foreach (PolicySetMember member in set.Members)
        {
            Dictionary<string, Value> passed = new(StringComparer.OrdinalIgnoreCase);
            foreach (Property parameter in member.Parameters.Properties)
                passed[parameter.Name] = scope.Session.Evaluator.EvaluateDocument(parameter.Value["value"], scope.Context with { Locals = PolicyLocal.Early });
            if (Find(member.DefinitionId) is { } definition)
            {
                inSets.Add(definition);
                yield return new LoadedPolicy(BoundPolicy.Bind(definition, passed, assignment?.Id), set, member.ReferenceId, assignment);
            }
            else yield return new LoadedPolicy(Absent(member.DefinitionId, set.DisplayName), set, member.ReferenceId, assignment);
        }
    }

    private PolicyDefinition? Find(string id) => definitions.Find(one => string.Equals(one.Id, id, StringComparison.OrdinalIgnoreCase)) ?? definitions.Find(one => string.Equals(one.Name, Last(id), StringComparison.OrdinalIgnoreCase));

    private PolicySet? FindSet(string id) => sets.Find(one => string.Equals(one.Id, id, StringComparison.OrdinalIgnoreCase)) ?? sets.Find(one => string.Equals(one.Name, Last(id), StringComparison.OrdinalIgnoreCase));

    private static string Last(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static BoundPolicy Absent(string id, string wantedBy) => BoundPolicy.Unusable(
        Last(id), new PolicyFault("policyDefinitionId", $"The definition '{Last(id)}', which '{wantedBy}' wants, is not among those that were given.", default));

    // Of one definition by itself this is said with what else is wrong with its values; an assignment brings its own.
    private bool IsForNobody(string name) =>
        assignments.Count > 0 || (definitions.Count + sets.Count > 1 && !definitions.Exists(one => one.Parameters.Find(name) is not null) && !sets.Exists(one => one.Parameters.Find(name) is not null));

    private AciProblem ForNobody(string name) => new()
    {
        Id = "AciPolicyInvalid", Kind = AciProblemKind.InvalidArgument, Target = name,
        Message = assignments.Count > 0 ? $"The value for '{name}' was not used: an assignment brings its own values." : $"No policy that was given has a parameter '{name}', so its value was not used.",
        Recommendation = "Get-AciPolicyDefinition shows the parameters of the module's own definitions.",
    };

    // Values are for whichever policy has such a parameter.
    private static Dictionary<string, Value> Meant(ObjectValue parameters, Dictionary<string, Value> given) =>
        given.Where(value => parameters.Find(value.Key) is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, Value> ValuesOf(object? tree)
    {
        Dictionary<string, Value> values = new(StringComparer.OrdinalIgnoreCase);
        if (tree is not null && ValueTree.From(tree, new SourceFile(null, "-Parameter")) is ObjectValue obj)
        {
            foreach (Property property in obj.Properties) values[property.Name] = property.Value;
        }

        return values;
    }
}
