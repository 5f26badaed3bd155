using System.Management.Automation;
using AciSecMon.Binding;
using AciSecMon.Errors;
using AciSecMon.Pipeline;

namespace AciSecMon.Commands;

/// <summary>What all cmdlets share that read container groups from files and objects.</summary>
public abstract class EstateCommand : AsyncCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string InputObjectSet = "InputObject";

    private readonly SeenPaths seen = new();
    private PathResolver? paths;

    /// <summary>The default parameter set.</summary>
    private protected const string DefaultSet = PathSet;

    /// <summary>
    /// Files and folders to read. Wildcards are allowed. A folder is walked with everything below it; files in it that hold no container groups are passed over.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, HelpMessage = "Files or folders that hold container groups; wildcards are allowed.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files and folders to read, every character taken as it is. For names that hold [ or ].</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Files or folders that hold container groups.")]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// Objects to read: container groups of this module or of Az.ContainerInstance, what ConvertFrom-Json makes of a template or of a response, hashtables, and
    /// files and paths, which are read as with -Path.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true, HelpMessage = "Container groups, files or paths.")]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>
    /// Parameter files for the templates that are read. Without it, a parameter file is used that stands beside a template or points to it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ParameterFile { get; set; } = [];

    /// <summary>
    /// The resource group that files are deployed to, as /subscriptions/.../resourceGroups/... . It becomes part of the ids of findings on groups, so that two deployments of the
    /// same file are told apart.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    /// <summary>How many of the named inputs could not even be looked at.</summary>
    private protected int Refused { get; private set; }

    private protected PathResolver Paths => paths ??= new PathResolver(SessionState.Path);

    /// <summary>How inputs are to be read.</summary>
    private protected ReadOptions ReadOptions()
    {
        if (Scope is not null && !ResourceGroupId.IsValid(Scope))
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciScopeInvalid",
                Kind = AciProblemKind.InvalidArgument,
                Message = $"'{Scope}' is not the id of a resource group.",
                Target = Scope,
                Recommendation = "Give it as /subscriptions/<subscription id>/resourceGroups/<name>.",
            });
        }

        return new ReadOptions { ParameterFile = [.. ParameterFile.Select(Paths.FullPathOf)], Scope = Scope?.TrimEnd('/') };
    }

    /// <summary>The inputs of this step of the pipeline. What is wrong with one of them is reported, and the others are given.</summary>
    private protected IReadOnlyList<EstateInput> Inputs()
    {
        var inputs = new List<EstateInput>();
        switch (ParameterSetName)
        {
            case PathSet:
                foreach (string path in Path) Collect(inputs, () => Paths.Resolve(path));
                break;
            case LiteralPathSet:
                foreach (string path in LiteralPath) Collect(inputs, () => [Paths.ResolveLiteral(path)]);
                break;
            default:
                Collect(inputs, () => PipelineObject.Read(InputObject, Paths));
                break;
        }

        return inputs;
    }

    /// <summary>Ends the cmdlet where the request itself is wrong.</summary>
    private protected T Required<T>(Func<T> request)
    {
        try
        {
            return request();
        }
        catch (AciProblemException wrong)
        {
            ThrowTerminatingError(ErrorRecords.From(wrong));
            throw;
        }
    }

    private void Collect(List<EstateInput> inputs, Func<IEnumerable<EstateInput>> read)
    {
        try
        {
            foreach (EstateInput input in read())
            {
                if (input is PathInput path && !seen.Add(path.FullPath)) WriteVerbose($"'{path.FullPath}' was read already.");
                else inputs.Add(input);
            }
        }
        catch (AciProblemException wrong)
        {
            Refused++;
            WriteError(ErrorRecords.From(wrong));
        }
    }
}
