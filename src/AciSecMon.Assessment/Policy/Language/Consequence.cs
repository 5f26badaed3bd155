using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a rule does where its condition holds.</summary>
/// <param name="Effect">The effect.</param>
/// <param name="Details">The details of the effect as they are written; missing where there are none.</param>
/// <param name="Existence">The condition that a related resource has to fulfil; null for none.</param>
internal sealed record Consequence(Operand Effect, Value Details, Condition? Existence);
