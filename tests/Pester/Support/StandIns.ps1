# Dot-sourced in BeforeAll: objects like those that Az.ContainerInstance gives, as far as anybody looks at them from outside.

if (-not ('Microsoft.Azure.PowerShell.Cmdlets.ContainerInstance.StandIn.ContainerGroup' -as [type])) {
    Add-Type -TypeDefinition @'
namespace Microsoft.Azure.PowerShell.Cmdlets.ContainerInstance.StandIn
{
    public sealed class ContainerGroup
    {
        private readonly string json;
        public ContainerGroup(string json) { this.json = json; }
        public string Name { get { return "the JSON counts"; } }
        public string ToJsonString() { return json; }
    }

    public sealed class BrokenContainerGroup
    {
        public string Id { get; set; }
        public string Name { get; set; }
        public string Type { get; set; }
        public string Location { get; set; }
        public string OSType { get; set; }
        public string IPAddressType { get; set; }
        public Container[] Container { get; set; }
        public string ToJsonString() { throw new System.InvalidOperationException("no JSON today"); }
    }

    public sealed class Container
    {
        public string Name { get; set; }
        public string Image { get; set; }
        public EnvironmentVariable[] EnvironmentVariable { get; set; }
    }

    public sealed class EnvironmentVariable
    {
        public string Name { get; set; }
        public string Value { get; set; }
    }
}
'@
}

# A deployed group, as its own JSON tells it.
function New-AzStandIn {
    param([Parameter(Mandatory)] [hashtable] $Group)

    $deployed = $Group.Clone()
    $deployed.id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/$($Group.name)"
    [Microsoft.Azure.PowerShell.Cmdlets.ContainerInstance.StandIn.ContainerGroup]::new(($deployed | ConvertTo-Json -Depth 30))
}

# The same, of a generation that can only be read property by property.
function New-AzFlatStandIn {
    param([string] $Name = 'flat', [string] $Image = 'nginx:1.27', [string] $AddressType = 'Public')

    [Microsoft.Azure.PowerShell.Cmdlets.ContainerInstance.StandIn.BrokenContainerGroup] @{
        Id            = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/$Name"
        Name          = $Name
        Type          = 'Microsoft.ContainerInstance/containerGroups'
        Location      = 'westeurope'
        OSType        = 'Linux'
        IPAddressType = $AddressType
        Container     = @([Microsoft.Azure.PowerShell.Cmdlets.ContainerInstance.StandIn.Container] @{ Name = 'app'; Image = $Image; EnvironmentVariable = @() })
    }
}
