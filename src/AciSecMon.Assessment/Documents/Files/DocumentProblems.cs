namespace AciSecMon.Assessment.Documents;

/// <summary>What can be wrong with a file: each says what failed, why, and what to do.</summary>
internal static class DocumentProblems
{
    public static AciProblem NotFound(SourceFile file) => Of(
        file, "AciFileNotFound", AciProblemKind.NotFound,
        $"The file '{file.DisplayName}' could not be read: it is not there.",
        "Check the path. A file that was there a moment ago was removed or renamed meanwhile.");

    public static AciProblem IsFolder(SourceFile file) => Of(
        file, "AciFileUnreadable", AciProblemKind.InvalidArgument,
        $"'{file.DisplayName}' could not be read as a file: it is a folder.",
        "Name a file in it.");

    public static AciProblem Refused(SourceFile file) => Of(
        file, "AciFileUnreadable", AciProblemKind.PermissionDenied,
        $"The file '{file.DisplayName}' could not be read: the operating system refused access.",
        "Give this user permission to read the file.");

    public static AciProblem Unreadable(SourceFile file, Exception reason) => Of(
        file, "AciFileUnreadable", AciProblemKind.ReadError,
        $"The file '{file.DisplayName}' could not be read: {reason.Message}",
        "Check that the file is on a drive that can be reached and that no other program holds it, then try again.");

    public static AciProblem TooLarge(SourceFile file) => Of(
        file, "AciDocumentTooLarge", AciProblemKind.LimitExceeded,
        $"The file '{file.DisplayName}' was not read: it is larger than 64 MB.",
        "Split the file, for instance one file per subscription, or leave it out.");

    public static AciProblem YamlTooLarge(SourceFile file) => Of(
        file, "AciDocumentTooLarge", AciProblemKind.LimitExceeded,
        $"The file '{file.DisplayName}' was not read: it is no JSON, and YAML is read up to 16 million characters.",
        "Write the file as JSON, split it, or leave it out.");

    public static AciProblem Binary(SourceFile file) => Of(
        file, "AciDocumentBinary", AciProblemKind.InvalidData,
        $"The file '{file.DisplayName}' could not be read: it holds NUL characters, so it is no text.",
        "Name a JSON or YAML file. A text in UTF-16 without a byte order mark is to be saved as UTF-8.");

    public static AciProblem Empty(SourceFile file) => Of(
        file, "AciDocumentEmpty", AciProblemKind.InvalidData,
        $"The file '{file.DisplayName}' holds no document: it is empty, or holds comments only.",
        "Check that what wrote the file finished.");

    public static AciProblem Invalid(SourceFile file, string format, DocumentException fault) => Of(
        file,
        fault.IsLimit ? "AciDocumentTooLarge" : "AciDocumentInvalid",
        fault.IsLimit ? AciProblemKind.LimitExceeded : AciProblemKind.InvalidData,
        $"The file '{file.DisplayName}' could not be read as {format}. {fault.Message}",
        fault.IsLimit ? "Split the file, or leave it out." : $"Correct the {format} at that place.",
        fault.Location.ToContract());

    public static AciProblem NoStructure(SourceFile file) => Of(
        file, "AciDocumentInvalid", AciProblemKind.InvalidData,
        $"The file '{file.DisplayName}' is neither JSON nor YAML: it holds a text without any properties.",
        "Name a template, a deployment file or the JSON output of a command.");

    private static AciProblem Of(
        SourceFile file, string id, AciProblemKind kind, string message, string recommendation, AciSourceLocation? location = null) => new()
        {
            Id = id,
            Kind = kind,
            Message = message,
            Target = file.Path ?? file.DisplayName,
            Recommendation = recommendation,
            Location = location ?? new SourceLocation(file, 0, 0).ToContract(),
        };
}
