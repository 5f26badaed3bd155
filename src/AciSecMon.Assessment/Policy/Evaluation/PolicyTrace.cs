using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What one condition was judged on.</summary>
/// <param name="Path">Where it stands in the rule.</param>
/// <param name="Field">The field, or the expression.</param>
/// <param name="Operator">The operator; null for allOf, anyOf and not.</param>
/// <param name="Expected">What it was compared with.</param>
/// <param name="Actual">What was there.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Cause">Why that is not known; null where it is.</param>
internal sealed record PolicyTrace(string Path, string Field, string? Operator, Value Expected, Value Actual, Truth Result, string? Cause);
