using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Reads policies from files, folders, objects and the module's own library. What is wrong with one keeps no other from being read.</summary>
internal sealed class PolicyLoader(IAciReporter reporter)
{
    private readonly PolicyShelf shelf = new();

    /// <summary>The policies.</summary>
    /// <param name="options">What is given.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="named">Definitions and initiatives that were read from Azure; null for none.</param>
    /// <exception cref="AciProblemException">There is none.</exception>
    public async Task<IReadOnlyList<LoadedPolicy>> LoadAsync(PolicyOptions options, CancellationToken cancellationToken, IReadOnlyList<ObjectValue>? named = null)
    {
        foreach (ObjectValue row in named ?? []) shelf.Add(PolicyReader.Read(row, row["name"].AsText() ?? string.Empty));
        foreach (EstateInput input in options.Policy) await ReadAsync(input, cancellationToken).ConfigureAwait(false);
        foreach (EstateInput input in options.Assignment) await ReadAsync(input, cancellationToken).ConfigureAwait(false);
        foreach (string name in options.Name) AddOwn(name);
        if (options.Assignment.Count > 0 && shelf.Assignments.Count == 0) throw NoAssignment();
        Dictionary<string, Value> given = ValuesOf(options.Parameter);
        List<LoadedPolicy> loaded = [.. new PolicyBinder(shelf).Bind(given)];
        foreach (string name in given.Keys.Where(IsForNobody)) await reporter.ProblemAsync(ForNobody(name), cancellationToken).ConfigureAwait(false);
        HashSet<PolicyFault> told = new(ReferenceEqualityComparer.Instance);
        foreach (LoadedPolicy one in loaded)
        {
            foreach (PolicyFault fault in one.Policy.Faults.Where(told.Add)) await reporter.ProblemAsync(ProblemOf(one.Policy.Definition.DisplayName, fault), cancellationToken).ConfigureAwait(false);
        }

        if (loaded.Count > 0) return loaded;
        throw new AciProblemException(new AciProblem
        {
            Id = "AciPolicyNotFound", Kind = AciProblemKind.NotFound, Message = "There is no policy definition to judge by.",
            Recommendation = "Give a file or folder with definitions, or the name of one of Get-AciPolicyDefinition.",
        });
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

    private static AciProblemException NoAssignment() => new(new AciProblem
    {
        Id = "AciPolicyNotFound", Kind = AciProblemKind.NotFound, Message = "There is no policy assignment in what -AssignmentPath names.",
        Recommendation = "Give files that hold assignments, as az policy assignment list or Get-AzPolicyAssignment write them, and beside them the definitions that they are of.",
    });

    private async Task ReadAsync(EstateInput input, CancellationToken cancellationToken)
    {
        if (input is PathInput folder && Directory.Exists(folder.FullPath))
        {
            foreach (string file in Directory.EnumerateFiles(folder.FullPath, "*.json", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal))
                await ReadFileAsync(file, isExplicit: false, cancellationToken).ConfigureAwait(false);
        }
        else if (input is PathInput path) await ReadFileAsync(path.FullPath, isExplicit: true, cancellationToken).ConfigureAwait(false);
        else if (input is ObjectInput item) await AddAsync(DocumentOf(item), item.TypeName ?? "object", isExplicit: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadFileAsync(string path, bool isExplicit, CancellationToken cancellationToken)
    {
        DocumentRead read = await DocumentReader.ReadFileAsync(path, cancellationToken).ConfigureAwait(false);
        if (read.Problem is { } problem) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
        foreach (Document document in read.Documents) await AddAsync(document, Path.GetFileNameWithoutExtension(path), isExplicit, cancellationToken).ConfigureAwait(false);
    }

    private async Task AddAsync(Document source, string name, bool isExplicit, CancellationToken cancellationToken)
    {
        PolicyDocument document = PolicyReader.Read(PolicyTemplate.Read(source, cancellationToken), name);
        foreach (PolicyFault fault in document.IsEmpty && !isExplicit ? [] : document.Faults) await reporter.ProblemAsync(ProblemOf(name, fault), cancellationToken).ConfigureAwait(false);
        if (document.IsEmpty && !isExplicit) await reporter.VerboseAsync($"'{name}' holds no policy and was passed over.", cancellationToken).ConfigureAwait(false);
        shelf.Add(document);
    }

    private static Document DocumentOf(ObjectInput item)
    {
        var source = new SourceFile(null, item.TypeName ?? "object");
        return item.Json is { } json ? JsonDocumentReader.Read(source, json) : new Document(source, ValueTree.From(item.Tree, source), [], IsYaml: false);
    }

    // The initiative brings the definitions that it is made of; a wildcard means definitions.
    private void AddOwn(string name)
    {
        bool isInitiative = name.Equals(PolicyLibrary.InitiativeName, StringComparison.OrdinalIgnoreCase);
        PolicyDefinition[] fitting = isInitiative ? [.. PolicyLibrary.All] : [.. PolicyLibrary.All.Where(own => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(name, own.Name, ignoreCase: true))];
        if (fitting.Length == 0)
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciPolicyNotFound", Kind = AciProblemKind.NotFound, Message = $"There is no file and no policy of this module called '{name}'.", Target = name,
                Recommendation = "Get-AciPolicyDefinition lists the module's own; those of Microsoft come from Azure or from a file.",
            });
        }

        shelf.Add(new PolicyDocument { Definitions = [.. fitting.Except(shelf.Definitions)], Sets = isInitiative ? [PolicyLibrary.Initiative] : [] });
    }

    // Of one definition by itself this is said with what else is wrong with its values; an assignment brings its own.
    private bool IsForNobody(string name) =>
        shelf.Assignments.Count > 0
        || (shelf.Definitions.Count + shelf.Sets.Count > 1 && !shelf.Definitions.Any(one => one.Parameters.Find(name) is not null) && !shelf.Sets.Any(one => one.Parameters.Find(name) is not null));

    private AciProblem ForNobody(string name) => new()
    {
        Id = "AciPolicyInvalid", Kind = AciProblemKind.InvalidArgument, Target = name,
        Message = shelf.Assignments.Count > 0 ? $"The value for '{name}' was not used: an assignment brings its own values." : $"No policy that was given has a parameter '{name}', so its value was not used.",
        Recommendation = "Get-AciPolicyDefinition shows the parameters of the module's own definitions.",
    };

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
