using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expansion;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Where an expression stands: what its names mean, and its place in the source.</summary>
/// <param name="Scope">The template whose parameters, variables and functions it sees.</param>
/// <param name="Locals">Loops, lambda variables and arguments of a user function that it stands in; null where none.</param>
/// <param name="Site">Where the string that holds the expression stands.</param>
internal readonly record struct EvaluationContext(TemplateScope Scope, LocalBinding? Locals = null, SourceLocation Site = default);
