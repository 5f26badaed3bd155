using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>What can be wrong with an input beyond its text.</summary>
internal static class ReadProblems
{
    public static AciProblem NothingInFolder(SourceFile folder) => new()
    {
        Id = "AciFolderEmpty",
        Kind = AciProblemKind.NotFound,
        Message = $"The folder '{folder.DisplayName}' holds no file that could describe container groups: no .json, .jsonc, .yaml or .yml below it.",
        Target = folder.Path,
        Recommendation = "Name the folder that holds the templates. Hidden folders, bin, obj and node_modules are left out.",
    };

    public static AciProblem FolderRefused(SourceFile folder, Exception reason) => new()
    {
        Id = "AciFolderUnreadable",
        Kind = reason is UnauthorizedAccessException ? AciProblemKind.PermissionDenied : AciProblemKind.ReadError,
        Message = $"The folder '{folder.DisplayName}' was not read: {(reason is UnauthorizedAccessException ? "the operating system refused access" : reason.Message)}",
        Target = folder.Path,
        Recommendation = "Give this user permission to list the folder, or leave it out.",
    };

    public static AciProblem NotAGroup(SourceFile source) => new()
    {
        Id = "AciNotAContainerGroup",
        Kind = AciProblemKind.InvalidData,
        Message = $"The {source.DisplayName} was not assessed: it holds no container group, container group profile or NGroup.",
        Target = source.DisplayName,
        Recommendation = "Pipe objects of Get-AciContainerGroup or Get-AzContainerGroup, rows of Search-AzGraph, or objects of Resource Manager's shape with a type or an id.",
    };

    public static AciProblem NotAParameterFile(SourceFile file) => new()
    {
        Id = "AciNotAParameterFile",
        Kind = AciProblemKind.InvalidData,
        Message = $"The file '{file.DisplayName}' was not used for parameters: it holds no values for parameters.",
        Target = file.Path,
        Recommendation = "Name a parameter file: a JSON object with 'parameters', or one that gives each parameter its value.",
    };

    public static AciProblem ObjectUnreadable(SourceFile source, DocumentException fault) => new()
    {
        Id = "AciObjectInvalid",
        Kind = AciProblemKind.InvalidData,
        Message = $"The {source.DisplayName} could not be read. {fault.Message}",
        Target = source.DisplayName,
        Recommendation = "Pipe the object itself, not a text that was made of it.",
    };
}
