namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>Every fault that passes, on the kinds of calls of everything that reads. A class of its own, so that it runs beside the faults that last.</summary>
[Trait("Matrix", "Faults")]
public sealed class PassingFaultTests
{
    public static TheoryData<string, string> Passing => ReadingFaultTests.Table(FaultKind.Passing.Keys);

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_fault_that_passes_leaves_no_trace(string operation, string fault)
    {
        (Outcome right, IReadOnlyList<Target> forms) = await ReadingFaultTests.RightAsync(operation);
        foreach (Target target in FaultKind.FormsFor(fault, forms))
        {
            FaultWorld world = await FaultWorld.ConnectedAsync();
            world.Server.Faults.Add(FaultKind.Passing[fault](target));

            Outcome faulty = await Operation.Reading[operation](world);

            Laws.AreAlike(faulty, right);
        }
    }
}
