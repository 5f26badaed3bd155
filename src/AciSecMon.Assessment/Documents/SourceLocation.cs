namespace AciSecMon.Assessment.Documents;

/// <summary>Line and column (from 1) in a source; the default value stands for "made by the engine".</summary>
internal readonly record struct SourceLocation(SourceFile? File, int Line, int Column)
{
    public AciSourceLocation? ToContract() =>
        File?.Path is null ? null : new AciSourceLocation { File = File.Path, Line = Line, Column = Column };
}
