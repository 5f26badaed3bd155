using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Templates.Functions;

public sealed class ResourceFunctionTests
{
    private const string Scope = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/web";
    private const string SubscriptionSchema = "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#";

    [Theory]
    [InlineData("resourceId('Microsoft.Storage/storageAccounts', 'a')", "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.Storage/storageAccounts/a")]
    [InlineData("resourceId('Microsoft.Storage/storageAccounts/', 'a')", "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.Storage/storageAccounts/a")]
    [InlineData("resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 's')", "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.Network/virtualNetworks/v/subnets/s")]
    [InlineData("resourceId('other', 'A.B/c', 'n')", "/subscriptions/{subscriptionId}/resourceGroups/other/providers/A.B/c/n")]
    [InlineData("resourceId('s', 'g', 'A.B/c', 'n')", "/subscriptions/s/resourceGroups/g/providers/A.B/c/n")]
    [InlineData("resourceId(subscription().subscriptionId, resourceGroup().name, 'A.B/c', 'n')", "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/A.B/c/n")]
    [InlineData("subscriptionResourceId('A.B/c', 'n')", "/subscriptions/{subscriptionId}/providers/A.B/c/n")]
    [InlineData("subscriptionResourceId('s', 'A.B/c', 'n')", "/subscriptions/s/providers/A.B/c/n")]
    [InlineData("tenantResourceId('A.B/c', 'n')", "/providers/A.B/c/n")]
    [InlineData("managementGroupResourceId('m', 'A.B/c', 'n')", "/providers/Microsoft.Management/managementGroups/m/providers/A.B/c/n")]
    [InlineData("extensionResourceId(resourceId('A.B/c', 'n'), 'D.E/f', 'x')", "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/A.B/c/n/providers/D.E/f/x")]
    [InlineData("extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, resourceGroup().name), 'A.B/c', 'n')", "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/A.B/c/n")]
    [InlineData("concat(resourceGroup().id, '/providers/A.B/c/n')", "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/A.B/c/n")]
    [InlineData("last(split(resourceId('A.B/c', 'n'), '/'))", "n")]
    public void Ids_of_one_resource_are_one_text_even_where_the_scope_is_not_known(string expression, string expected) =>
        Assert.Equal(expected, Template.Evaluate(expression).AsText());

    [Theory]
    [InlineData("resourceId('A.B/c', 'n')", Scope + "/providers/A.B/c/n")]
    [InlineData("subscription().subscriptionId", "11111111-2222-3333-4444-555555555555")]
    [InlineData("subscription().id", "/subscriptions/11111111-2222-3333-4444-555555555555")]
    [InlineData("resourceGroup().name", "web")]
    [InlineData("resourceGroup().id", Scope)]
    [InlineData("uniqueString(resourceGroup().id)", "e7awzvzcpwocs")]
    public void A_scope_that_is_given_is_used(string expression, string expected) => Assert.Equal(expected, Template.Evaluate(expression, scope: Scope).AsText());

    [Fact]
    public void At_subscription_level_ids_have_no_resource_group()
    {
        string template = $$"""
            { "$schema": "{{SubscriptionSchema}}", "contentVersion": "1.0.0.0", "resources": [], "outputs": {
              "own": { "type": "string", "value": "[resourceId('A.B/c', 'n')]" }, "grouped": { "type": "string", "value": "[resourceId('g', 'A.B/c', 'n')]" } } }
            """;
        Assert.Equal(
            ["/subscriptions/{subscriptionId}/providers/A.B/c/n", "/subscriptions/{subscriptionId}/resourceGroups/g/providers/A.B/c/n"],
            Template.Expand(template).Outputs.Select(static output => output.Value.AsText()));
    }

    [Theory]
    [InlineData("resourceId('A.B/c', 'n', 'm')")]
    [InlineData("resourceId('A.B/c/d', 'n')")]
    [InlineData("resourceId('nothing', 'n')")]
    [InlineData("extensionResourceId('/x', 'A.B/c', 'n', 'm')")]
    public void Names_that_do_not_fit_the_type_are_an_invalid_expression(string expression) => Unknown.IsBecauseOf(CauseKind.InvalidExpression, expression);

    [Theory]
    [InlineData("uniqueString(resourceGroup().id)")]
    [InlineData("guid(subscription().id, 'x')")]
    [InlineData("length(resourceGroup().id)")]
    [InlineData("base64(resourceId('A.B/c', 'n'))")]
    [InlineData("take(resourceGroup().id, 20)")]
    [InlineData("equals(resourceGroup().id, '/subscriptions/1/resourceGroups/2')")]
    [InlineData("contains(resourceGroup().id, 'prod')")]
    [InlineData("contains(createArray(resourceGroup().id), 'x')")]
    [InlineData("resourceGroup().name")]
    [InlineData("resourceGroup().location")]
    [InlineData("resourceGroup().tags.owner")]
    [InlineData("subscription().tenantId")]
    [InlineData("tenant().tenantId")]
    [InlineData("deployment().name")]
    [InlineData("deployer().objectId")]
    [InlineData("managementGroup().name")]
    [InlineData("concat('x', resourceGroup().name)")]
    [InlineData("utcNow()")]
    [InlineData("newGuid()")]
    [InlineData("pickZones('Microsoft.ContainerInstance', 'containerGroups', 'westeurope')")]
    [InlineData("providers('Microsoft.ContainerInstance', 'containerGroups').apiVersions")]
    [InlineData("toLogicalZone('s', 'westeurope', 'z1')")]
    [InlineData("roleDefinitions('Reader').id")]
    [InlineData("externalInput('sys.cli', 'x')")]
    [InlineData("reference('x').properties")]
    [InlineData("references('loop')")]
    [InlineData("listKeys('x', '2021-06-01').keys[0].value")]
    public void What_only_Azure_knows_is_unresolved(string expression) => Unknown.IsBecauseOf(CauseKind.RuntimeFunction, expression);

    [Fact]
    public void A_placeholder_never_becomes_a_made_up_name()
    {
        Value name = Template.Evaluate("toLower(concat('acr', uniqueString(resourceGroup().id)))");
        Assert.True(name.IsUnresolved);
    }

    [Fact]
    public void The_public_cloud_is_a_constant()
    {
        Assert.Equal("core.windows.net", Template.Evaluate("environment().suffixes.storage").AsText());
        Assert.Equal("https://login.microsoftonline.com/", Template.Evaluate("environment().authentication.loginEndpoint").AsText());
    }

    [Fact]
    public void A_function_that_nobody_knows_is_unresolved_and_named()
    {
        UnresolvedValue value = Unknown.IsBecauseOf(CauseKind.UnknownFunction, "concat('a', brandNew(1))");
        Assert.Equal("brandNew", Assert.Single(value.Causes).Text);
    }

    [Theory]
    [InlineData("listKeys('x', '2021-06-01').keys[0].value", "listKeys")]
    [InlineData("concat('AccountKey=', LISTkeys('x', '2021-06-01').keys[0].value)", "LISTkeys")]
    [InlineData("listConnectionStrings('x', '1').a", "listConnectionStrings")]
    [InlineData("listAccountSas('x', '1', createObject('signedServices', 'b')).accountSasToken", "listAccountSas")]
    public void Every_list_function_is_a_secret_source(string expression, string name)
    {
        Value value = Template.Evaluate(expression);
        Assert.Contains(value.Origins.Members, origin => origin is { Kind: OriginKind.ListFunction, IsSecure: true } && origin.Name == name);
    }
}
